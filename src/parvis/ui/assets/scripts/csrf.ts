// Requests made by htmx outside a form carry the anti-forgery token of the page.
interface Configured {
  ctx: { request: { method: string; headers: Record<string, string> } };
}

export function startCsrf(): void {
  document.addEventListener("htmx:config:request", (event) => {
    const { request } = (event as CustomEvent<Configured>).detail.ctx;
    const token = document.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value;
    if (token && !/^(GET|HEAD)$/i.test(request.method)) request.headers["X-CSRFToken"] = token;
  });
}
