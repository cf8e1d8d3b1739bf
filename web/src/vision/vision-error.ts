/** Why pictures cannot be read on this device. */
export type VisionFault =
  /** The browser executes no WebAssembly with SIMD, or has no canvas in workers. */
  | "unsupported"
  /** The networks could not be fetched. */
  | "unreachable"
  /** A network's file is not the one its card describes. */
  | "damaged"
  /** Anything else that went wrong inside. */
  | "failed";

/** Reading on the device is not possible. */
export class VisionError extends Error {
  constructor(
    readonly fault: VisionFault,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "VisionError";
  }
}
