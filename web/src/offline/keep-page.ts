/** Has the browser keep the built page; the development server has nothing that could be kept. */
export function keepPage(): void {
  if (!import.meta.env.PROD) return;
  // Missing where the page was not delivered safely. Where the browser refuses, as some private
  // windows do, the page works as before and needs a connection to open.
  navigator.serviceWorker?.register("/offline-worker.js").catch(() => undefined);
}
