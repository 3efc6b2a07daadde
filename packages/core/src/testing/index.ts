// One conformance suite per interface: a new member adds one line to a table and gets all of it.
export { describeDataset } from './dataset.js';
export { describeMetric, type MetricSuiteOptions } from './metric.js';
export { describeRule, type RuleNetwork, type RuleSuiteOptions } from './rule.js';
export { expectThat, type TestRunner } from './runner.js';
export { describeTask } from './task.js';
