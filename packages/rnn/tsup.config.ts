import { packageBuild } from '../../tsup.base.js';

// tfjs-core's gradient files cannot be imported by plain Node, so the few we register are bundled.
export default packageBuild({ noExternal: [/^@tensorflow\/tfjs-core\/dist\//] });
