/** A file on a server, and how to know that it is the right one. */
export interface RemoteFile {
  /** Its name in the cache. */
  readonly name: string;
  /** http or https. */
  readonly url: string;
  /** Its size, where known: what is larger is refused before it is read. */
  readonly bytes?: number;
  /** Its checksum, where its publisher or we have one. */
  readonly checksum?: Checksum;
  /** What its first bytes have to say, where there is no checksum. */
  readonly format?: 'zip' | 'hdf5' | 'npy' | 'matlab';
}

export interface Checksum {
  /** `git-blob`: SHA-1 of 'blob <size>\\0' and the content. */
  readonly algorithm: 'sha256' | 'md5' | 'git-blob';
  /** In hexadecimal. */
  readonly value: string;
}

/** How far a download is. */
export interface DownloadProgress {
  readonly file: string;
  /** Bytes there, those of an earlier attempt included. */
  readonly received: number;
  /** Undefined where the server does not say. */
  readonly total?: number;
}

/** Options of a download; what the environment says is the default. */
export interface DownloadOptions {
  /** The cache folder (default LRSIM_CACHE, or `lrsim` in the user's cache folder). */
  readonly cache?: string;
  /** True to download nothing and use what is there (default: whether LRSIM_OFFLINE is set and not 0). */
  readonly offline?: boolean;
  /** Address in place of the original one, to which `/<dataset>/<name>` is added (default LRSIM_MIRROR). */
  readonly mirror?: string;
  readonly onProgress?: (progress: DownloadProgress) => void;
  readonly signal?: AbortSignal;
  /** Attempts after the first one fails (default 4); what was received is kept between them. */
  readonly retries?: number;
  /** Silence of the server after which an attempt is given up (ms) (default 30 000). */
  readonly stallMs?: number;
  /** Wait before the first new attempt (ms), doubled for each further one (default 1000). */
  readonly retryDelayMs?: number;
}
