// Shows the chosen photos and warns when one is too heavy: input[type=file][data-photos][data-max-bytes].
import { announce, behaviour, make } from "./behaviours";

function weight(bytes: number): string {
  return `${(bytes / 1_048_576).toLocaleString("fr", { maximumFractionDigits: 1 })} Mo`;
}

export function startPhotos(): void {
  behaviour("input[type=file][data-photos]", (element) => {
    const field = element as HTMLInputElement;
    const most = Number(field.dataset["maxBytes"] ?? "10485760");
    const list = make("ul", "previews");
    list.hidden = true;
    field.after(list);
    field.addEventListener("change", () => {
      const files = [...(field.files ?? [])];
      list.querySelectorAll("img").forEach((image) => URL.revokeObjectURL(image.src));
      list.replaceChildren(
        ...files.map((file) => {
          const line = make("li");
          if (file.type.startsWith("image/")) {
            const image = make("img");
            image.alt = "";
            image.src = URL.createObjectURL(file);
            line.append(image);
          }
          line.append(file.name);
          if (file.size > most) line.append(make("div", "too-big", `Trop lourde : ${weight(file.size)}`));
          return line;
        }),
      );
      list.hidden = !files.length;
      const heavy = files.filter((file) => file.size > most).length;
      field.setAttribute("aria-invalid", String(heavy > 0));
      announce(heavy ? `${heavy} photo trop lourde, ${weight(most)} au plus` : `${files.length} photo choisie`);
    });
  });
}
