/** Drawing on canvases as sharp as the screen, at whatever size the page gives them. */

export interface Surface {
  context: CanvasRenderingContext2D;
  /** CSS pixels, in which the context draws. */
  width: number;
  height: number;
}

/** A canvas emptied, with a pixel for each of the screen's; null where nothing can be drawn. */
export function fitCanvas(canvas: HTMLCanvasElement): Surface | null {
  const context = canvas.getContext("2d");
  if (!context) return null;
  const density = window.devicePixelRatio || 1;
  const { clientWidth: width, clientHeight: height } = canvas;
  // Setting the size empties the canvas and all that was set in its context.
  canvas.width = Math.round(width * density);
  canvas.height = Math.round(height * density);
  context.scale(density, density);
  return { context, width, height };
}

/** Draws now, and anew whenever the canvas changes its size, until the answer is called. */
export function keepDrawn(canvas: HTMLCanvasElement, draw: (surface: Surface) => void): () => void {
  const fitAndDraw = () => {
    const surface = fitCanvas(canvas);
    if (surface) draw(surface);
  };
  fitAndDraw();
  const observer = new ResizeObserver(fitAndDraw);
  observer.observe(canvas);
  return () => observer.disconnect();
}
