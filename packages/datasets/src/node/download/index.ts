// Files from their publishers, kept in a cache

export { cachedPath, cacheFolder } from './cache-folder.js';
export { type DandiAsset, dandiAssets } from './dandi.js';
export { download } from './download.js';
export { type PublishedDataset, type PublishedName, published } from './published.js';
export type { Checksum, DownloadOptions, DownloadProgress, RemoteFile } from './types.js';
