/** Why a host cannot run, with a stable code that programs may rely on. */
export class HostError extends Error {
  /** `address`, `disk-damaged`, `disk-foreign`, `disk-unreadable`, `disk-unwritable`, `insecure`, `listen`, `log` or `option`. */
  readonly code: string;

  constructor(code: string, message: string, options: ErrorOptions = {}) {
    super(message, options);
    this.name = "HostError";
    this.code = code;
  }
}
