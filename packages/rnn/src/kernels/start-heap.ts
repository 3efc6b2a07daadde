import { type Heap, ownHeap } from './heap.js';
import { tfjsHeap } from './tfjs-heap.js';

/** Which memory a kernel works on. */
export type HeapChoice = 'tfjs' | 'own';

/**
 * The heap of the tfjs wasm backend, started if need be, but not made the current one; a memory of our own where that is
 * chosen, and where tfjs is not installed, does not start, or does not let its heap be reached.
 */
export async function startHeap(choice: HeapChoice = 'tfjs'): Promise<Heap> {
  if (choice === 'own') return ownHeap();
  try {
    const { engine } = await import('@tensorflow/tfjs-core');
    const { BackendWasm } = await import('@tensorflow/tfjs-backend-wasm'); // registers the backend
    const registered = engine().findBackend('wasm') ?? (await engine().findBackendFactory('wasm')?.());
    if (!(registered instanceof BackendWasm)) return ownHeap();
    return tfjsHeap(registered) ?? ownHeap();
  } catch {
    return ownHeap();
  }
}
