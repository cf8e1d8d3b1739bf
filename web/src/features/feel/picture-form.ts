/** A picture as the service takes it. */
export function formOf(file: File): FormData {
  const form = new FormData();
  form.append("picture", file, file.name);
  return form;
}
