import { type RefObject, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { emotionPoint } from "@/lib/emotions";
import { moodColour } from "@/lib/mood";
import { type DrawnBox, glide } from "./box-glide";
import styles from "./live.module.css";
import type { LiveReading } from "./live-reading";

const LINE_PX = 2.5;
const CORNER_PX = 12;
const LABEL_FONT = '600 14px "Instrument Sans", system-ui, sans-serif';
const LABEL_HEIGHT_PX = 26;
const LABEL_PADDING_PX = 10;

/**
 * Boxes and words that follow the faces; what they say stands beside the picture too.
 *
 * @param video in whose frames the faces move; without one the picture stands still.
 */
export function FaceOverlay({
  latest,
  mirrored,
  video,
}: {
  latest: RefObject<LiveReading | null>;
  mirrored: boolean;
  video?: RefObject<HTMLVideoElement | null>;
}) {
  const { t } = useTranslation("common");
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (!element || !context) return;
    const wordOf = (word: string) => t(`emotion.${word as "happy"}`);
    let drawn: DrawnBox[] = [];
    const draw = (elapsedS: number) => {
      const wasEmpty = drawn.length === 0;
      drawn = glide(drawn, latest.current?.faces ?? [], elapsedS);
      if (wasEmpty && drawn.length === 0) return;
      const scale = fitCanvas(element, context, latest.current?.size[0] ?? 1);
      for (const box of drawn) drawBox(context, box, scale, mirrored, wordOf(box.emotion));
    };
    return video?.current ? drawWithVideo(video.current, draw) : drawWithSize(element, draw);
  }, [latest, mirrored, video, t]);
  return <canvas ref={canvas} className={styles.overlay} aria-hidden="true" />;
}

/** Draws with each frame of a video: more often the eye sees nothing new, and it costs as much. */
function drawWithVideo(video: HTMLVideoElement, draw: (elapsedS: number) => void): () => void {
  let lastMs = performance.now();
  let request = video.requestVideoFrameCallback(function onFrame(nowMs) {
    draw((nowMs - lastMs) / 1000);
    lastMs = nowMs;
    request = video.requestVideoFrameCallback(onFrame);
  });
  return () => video.cancelVideoFrameCallback(request);
}

/** Draws what stands still, whenever there is more or less room for it. */
function drawWithSize(element: Element, draw: (elapsedS: number) => void): () => void {
  const observer = new ResizeObserver(() => draw(Number.POSITIVE_INFINITY));
  observer.observe(element);
  return () => observer.disconnect();
}

/** An empty canvas as sharp as the screen; CSS pixels to a pixel of the frame. */
function fitCanvas(
  canvas: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
  frameWidth: number,
): number {
  const { clientWidth, clientHeight } = canvas;
  const density = window.devicePixelRatio || 1;
  const [width, height] = [Math.round(clientWidth * density), Math.round(clientHeight * density)];
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  context.setTransform(density, 0, 0, density, 0, 0);
  context.clearRect(0, 0, clientWidth, clientHeight);
  return clientWidth / frameWidth;
}

function drawBox(
  context: CanvasRenderingContext2D,
  { box, emotion, opacity }: DrawnBox,
  scale: number,
  mirrored: boolean,
  word: string,
): void {
  const [, y, width, height] = box.map((side) => side * scale);
  const room = context.canvas.clientWidth;
  const x = mirrored ? room - box[0] * scale - width : box[0] * scale;
  const { valence, arousal } = emotionPoint(emotion);
  // On a picture, not on the page: the same colours in light and dark.
  const colour = moodColour(valence, arousal, "dark", "solid");
  context.globalAlpha = opacity;
  context.beginPath();
  context.roundRect(x, y, width, height, CORNER_PX);
  // A darker edge keeps the line in sight on any picture.
  context.lineWidth = LINE_PX + 2;
  context.strokeStyle = "rgb(0 0 0 / 35%)";
  context.stroke();
  context.lineWidth = LINE_PX;
  context.strokeStyle = colour;
  context.stroke();
  context.font = LABEL_FONT;
  const labelWidth = context.measureText(word).width + 2 * LABEL_PADDING_PX;
  const left = Math.min(Math.max(x, 0), Math.max(0, room - labelWidth));
  const above = y - LABEL_HEIGHT_PX - 4;
  const top = above >= 0 ? above : y + height + 4;
  context.fillStyle = colour;
  context.beginPath();
  context.roundRect(left, top, labelWidth, LABEL_HEIGHT_PX, LABEL_HEIGHT_PX / 2);
  context.fill();
  context.fillStyle = "oklch(20% 0.01 70)";
  context.textBaseline = "middle";
  context.fillText(word, left + LABEL_PADDING_PX, top + LABEL_HEIGHT_PX / 2 + 1);
  context.globalAlpha = 1;
}
