// @ts-check
/**
 * The pipeline of own-pipeline.mjs with only the metric swapped: first another one of @lrsim/similarity, then a function of
 * one's own. A metric is any function of two matrices (samples x units, or conditions x time x units).
 *
 *   node examples/swap-metric.mjs
 *   node examples/swap-metric.mjs --updates 50 --units 40
 *
 * Takes about a minute. Prints accuracy and distance before and after training by linear CKA, then by the own metric; the
 * network, and so the accuracy, is the same in both.
 */
import { parseArgs } from 'node:util';
import { pca } from '@lrsim/analysis';
import { ckaDistance, procrustes } from '@lrsim/similarity';
import { pipeline, pipelineOptions, pipelineSettings, report } from './own-pipeline.mjs';

const settings = pipelineSettings(parseArgs({ options: pipelineOptions }).values);

report('metric: 1 - linear CKA', await pipeline({ ...settings, metric: ckaDistance }));

/**
 * Procrustes distance between the three leading principal components only.
 *
 * @param {import('@lrsim/core').MatrixInput} x
 * @param {import('@lrsim/core').MatrixInput} y
 */
const procrustesOfThreeComponents = (x, y) =>
  procrustes(pca(x, { components: 3 }).scores, pca(y, { components: 3 }).scores);

report(
  'metric: Procrustes of three principal components',
  await pipeline({ ...settings, metric: procrustesOfThreeComponents }),
);
