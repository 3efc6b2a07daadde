import { multiplyAdd } from './arithmetic';
export function multiplyAddTest(p: usize): void {
  v128.store(p, multiplyAdd(v128.load(p), v128.load(p, 16), v128.load(p, 32)));
}
