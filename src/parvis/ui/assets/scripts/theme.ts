// Runs in the head, before the first paint: the agent's theme, and the sign that scripts work.
{
  const root = document.documentElement;
  root.dataset["script"] = "on";
  try {
    const kept = localStorage.getItem("parvis-theme");
    if (kept === "light" || kept === "dark") root.dataset["bsTheme"] = kept;
  } catch {
    // Storage is refused: the system's preference stays.
  }
}
export {};
