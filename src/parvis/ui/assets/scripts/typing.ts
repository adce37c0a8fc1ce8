// When a key is a letter of a text, and when it is a command.
const OFF = "parvis-keys-off";

/** Single-key shortcuts were turned off on this device (WCAG 2.1.4). */
export function keysAreOff(): boolean {
  try {
    return localStorage.getItem(OFF) === "yes";
  } catch {
    return false;
  }
}

export function turnKeys(on: boolean): void {
  try {
    localStorage.setItem(OFF, on ? "no" : "yes");
  } catch {
    // Without storage the shortcuts stay on.
  }
}

/** A box that is ticked takes no text: its page keeps its keys. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.matches("input[type=checkbox], input[type=submit], input[type=button]")) return false;
  return target.isContentEditable || target.matches("input, textarea, select");
}
