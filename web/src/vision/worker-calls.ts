/** Calls between a page and its workers: a question over, an answer back. */
import { VisionError, type VisionFault } from "./vision-error";

interface Call {
  readonly id: number;
  readonly kind: string;
  readonly argument: unknown;
}

type Message =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly fault: VisionFault; readonly detail: string }
  | { readonly news: unknown };

/** The calls that a worker answers: argument and result of each. */
// biome-ignore lint/suspicious/noExplicitAny: each set of calls has types of its own
export type Calls = Record<string, (argument: any) => Promise<unknown>>;

/** The side of a worker that other threads see. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<Call>) => void) | null;
  postMessage(message: Message): void;
}

/**
 * Answer calls in this worker, several at a time.
 *
 * @returns what tells news to whoever began this worker.
 */
export function answerCalls(calls: Calls): (news: unknown) => void {
  const scope = globalThis as unknown as WorkerScope;
  scope.onmessage = async ({ data: { id, kind, argument } }) => {
    try {
      const result = await calls[kind]?.(argument);
      scope.postMessage({ id, result });
    } catch (error) {
      const fault = error instanceof VisionError ? error.fault : "failed";
      scope.postMessage({ id, fault, detail: error instanceof Error ? error.message : `${error}` });
    }
  };
  return (news) => scope.postMessage({ news });
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: VisionError) => void;
}

/** Calls a worker that was given to it. */
export class WorkerCaller<C extends Calls> {
  private nextId = 1;
  private readonly waiting = new Map<number, Waiting>();

  /**
   * @param worker which answers with `answerCalls`.
   * @param onNews told what the worker says unasked.
   */
  constructor(
    private readonly worker: Worker,
    onNews: (news: unknown) => void = () => undefined,
  ) {
    worker.onmessage = ({ data }: MessageEvent<Message>) => {
      if ("news" in data) onNews(data.news);
      else this.settle(data);
    };
    worker.onerror = (event) => {
      this.failAll(new VisionError("failed", event.message || "the worker could not be started"));
    };
  }

  /**
   * What the worker answers.
   *
   * @param transfer what goes over without being copied, and is gone here.
   * @throws VisionError what went wrong there.
   */
  call<K extends keyof C & string>(
    kind: K,
    argument: Parameters<C[K]>[0],
    transfer: Transferable[] = [],
  ): Promise<Awaited<ReturnType<C[K]>>> {
    const id = this.nextId++;
    const answer = new Promise<unknown>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
    });
    this.worker.postMessage({ id, kind, argument } satisfies Call, transfer);
    return answer as Promise<Awaited<ReturnType<C[K]>>>;
  }

  /** End the worker; calls that wait are told. */
  close(): void {
    this.worker.terminate();
    this.failAll(new VisionError("failed", "the worker was ended"));
  }

  private settle(message: Exclude<Message, { news: unknown }>): void {
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if ("fault" in message) waiting?.reject(new VisionError(message.fault, message.detail));
    else waiting?.resolve(message.result);
  }

  private failAll(error: VisionError): void {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}
