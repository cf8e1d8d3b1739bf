/** Reads frames by the service, for devices that cannot; only after a consent of its own. */
import { PREFIX } from "@/api/client";
import { Problem } from "@/api/problem";
import type { Affect } from "@/api/types";
import type { FrameReader, LiveFace, LiveReading } from "./live-reading";

const JPEG_QUALITY = 0.85;

/** What the service answers to a frame: a reading, or why this one was not read. */
type Answer =
  | { readonly emotion: string; readonly overall: Affect; readonly faces: readonly LiveFace[] }
  | { readonly problem: string };

interface Waiting {
  resolve: (answer: Answer) => void;
  reject: (error: Problem) => void;
}

/** Sends frames to the service, which keeps none of them. */
export class ServiceFrameReader implements FrameReader {
  private waiting: Waiting | null = null;
  private readonly canvas = document.createElement("canvas");

  private constructor(private readonly socket: WebSocket) {
    socket.onmessage = ({ data }) => {
      this.waiting?.resolve(JSON.parse(data));
      this.waiting = null;
    };
    socket.onclose = ({ reason }) => {
      this.waiting?.reject(reason ? new Problem(502, reason, "live") : Problem.offline());
      this.waiting = null;
    };
  }

  /**
   * Begin to send; only for users who have agreed to that.
   *
   * @throws Problem where the service cannot be reached.
   */
  static open(): Promise<ServiceFrameReader> {
    const url = new URL(`${PREFIX}/live`, window.location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(url);
    return new Promise((resolve, reject) => {
      socket.onclose = () => reject(Problem.offline());
      socket.onopen = () => {
        socket.send(JSON.stringify({ consent: true }));
        resolve(new ServiceFrameReader(socket));
      };
    });
  }

  async read(timeS: number, bitmap: ImageBitmap): Promise<LiveReading | null> {
    const size = [bitmap.width, bitmap.height] as const;
    const jpeg = await this.encode(bitmap);
    if (this.socket.readyState !== WebSocket.OPEN) throw Problem.offline();
    const answer = await new Promise<Answer>((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.socket.send(jpeg);
    });
    if ("problem" in answer) return null;
    return { timeS, size, emotion: answer.emotion, affect: answer.overall, faces: answer.faces };
  }

  startShot(): void {
    // The service begins anew by itself where frames are more than a moment apart.
  }

  close(): void {
    this.socket.close();
  }

  private encode(bitmap: ImageBitmap): Promise<Blob> {
    this.canvas.width = bitmap.width;
    this.canvas.height = bitmap.height;
    this.canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
    bitmap.close();
    return new Promise((resolve, reject) => {
      this.canvas.toBlob(
        (blob) => (blob ? resolve(blob) : reject(new Problem(502, ""))),
        "image/jpeg",
        JPEG_QUALITY,
      );
    });
  }
}
