/** Undo and redo by Ctrl-Z and Ctrl-Y, except in a field of text. */
export function undoKeys(undo: () => void, redo: () => void): void {
  document.addEventListener('keydown', event => {
    const isText = event.target instanceof HTMLInputElement && event.target.type === 'text';
    if (!(event.ctrlKey || event.metaKey) || isText) return;
    const pressed = event.key.toLowerCase();
    if (pressed === 'z' && !event.shiftKey) undo();
    else if (pressed === 'y' || (pressed === 'z' && event.shiftKey)) redo();
    else return;
    event.preventDefault();
  });
}
