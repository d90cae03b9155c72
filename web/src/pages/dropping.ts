/** Files that people choose or drop. */

/** Takes each file that is chosen with an input, or dropped on a place. */
export function dropped(place: HTMLElement, input: HTMLInputElement, take: (file: File) => void): void {
  const first = (files: FileList | null | undefined) => files?.[0] && take(files[0]);
  input.addEventListener('change', () => first(input.files));
  place.addEventListener('dragover', event => {
    event.preventDefault();
    place.classList.add('app-drop--over');
  });
  place.addEventListener('dragleave', () => place.classList.remove('app-drop--over'));
  place.addEventListener('drop', event => {
    event.preventDefault();
    place.classList.remove('app-drop--over');
    first(event.dataTransfer?.files);
  });
}
