import { ArgumentError, lookUp } from '@lrsim/core';
import { centreOutReach } from './centre-out-reach.js';
import { contextDecision } from './context-decision.js';
import { definedTasks } from './defined-tasks.js';
import { evidenceAccumulation } from './evidence-accumulation.js';
import { biasedBlocksDecision, contrastBlocks } from './schedules/index.js';
import type { AnalysedTask, CentreOutReachTask, RecordedBehaviour } from './types.js';
import { ringNames, ringTask, yangNames, yangTask } from './yang2019/index.js';

/** The tasks by the name that settings files use, each made with its defaults; a new task is one line here. */
export const tasks: Readonly<Record<string, (recording?: RecordedBehaviour) => AnalysedTask>> = {
  'context-decision': () => contextDecision(),
  'centre-out-reach': (recording) => reachOfRecording(recording),
  'evidence-accumulation': () => evidenceAccumulation(),
  'evidence-accumulation-rates': () => evidenceAccumulation({ coding: 'rates' }),
  ...Object.fromEntries(Object.entries(definedTasks).map(([name, make]) => [name, () => make()])),
  'biased-blocks-decision': () => biasedBlocksDecision(),
  'contrast-blocks': () => contrastBlocks(),
  ...Object.fromEntries(yangNames.map((name) => [`yang2019-${name}`, () => yangTask(name)])),
  ...Object.fromEntries(ringNames.map((name) => [`yang19-${name}`, () => ringTask(name)])),
};

/**
 * The task of that name, with its defaults.
 *
 * @param recording - needed by 'centre-out-reach', whose targets are the recording's own movements.
 * @throws UnknownNameError for another name, with the nearest known one.
 */
export function createTask(name: string, recording?: RecordedBehaviour): AnalysedTask {
  return lookUp('task', tasks, name)(recording);
}

/**
 * The centre-out reach with the movements of a recording aligned to movement onset; by default the outputs are its
 * shoulder and elbow angle.
 *
 * @throws ArgumentError without a recording, UnknownNameError if its behaviour has no channel of that name.
 */
export function reachOfRecording(
  recording: RecordedBehaviour | undefined,
  channels: readonly string[] = ['shoulderAngle', 'elbowAngle'],
): CentreOutReachTask {
  if (recording === undefined)
    throw new ArgumentError(
      "createTask: recording is missing; 'centre-out-reach' plays the movements of a recording, so give one",
    );
  if (Object.keys(recording.behaviour).length === 0)
    throw new ArgumentError(
      "createTask: the recording has no behaviour, and 'centre-out-reach' plays the movements of a recording; " +
        'choose the task this recording was made with',
    );
  const kinematics = channels.map((channel) => lookUp('behaviour channel', recording.behaviour, channel));
  return centreOutReach({ kinematics, timeMs: recording.timeMs });
}
