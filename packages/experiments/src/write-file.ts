import writeFileAtomic from 'write-file-atomic';

const advice: Readonly<Record<string, string>> = {
  ENOSPC: 'there is no space left; free some, or give another folder with --out',
  EDQUOT: 'the quota is used up; free some space, or give another folder with --out',
  EACCES: 'there is no permission to write there; give another folder with --out',
  EPERM: 'there is no permission to write there; give another folder with --out',
  ENOTDIR: 'a part of that path is a file, not a folder; give another folder with --out',
  EEXIST: 'a file of that name is in the way; give another folder with --out',
  EROFS: 'that file system is read-only; give another folder with --out',
};

/** Writes a file whole or not at all; an earlier version stays until the new one is complete on disk. */
export async function writeFileAtomically(file: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFileAtomic(
      file,
      typeof content === 'string' ? content : Buffer.from(content.buffer, content.byteOffset, content.byteLength),
    );
  } catch (error) {
    throw explainWriteError(file, error as NodeJS.ErrnoException);
  }
}

/** An error that says what can be done about a failed write. */
export function explainWriteError(path: string, error: NodeJS.ErrnoException): Error {
  const hint = advice[error.code ?? ''];
  return hint ? new Error(`${path} could not be written: ${hint}`, { cause: error }) : error;
}
