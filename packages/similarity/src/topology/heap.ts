/** A multiset of (value, id) from which the smallest comes first: by value, then by id. */
export class Heap {
  private readonly values: number[] = [];
  private readonly ids: number[] = [];

  get size(): number {
    return this.ids.length;
  }

  push(value: number, id: number): void {
    const { values, ids } = this;
    let at = ids.length;
    values.push(value);
    ids.push(id);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (values[parent] < value || (values[parent] === value && ids[parent] <= id)) break;
      values[at] = values[parent];
      ids[at] = ids[parent];
      at = parent;
    }
    values[at] = value;
    ids[at] = id;
  }

  /** The smallest; undefined where nothing is left. */
  pop(): { readonly value: number; readonly id: number } | undefined {
    const { values, ids } = this;
    if (ids.length === 0) return undefined;
    const top = { value: values[0], id: ids[0] };
    const value = values.pop() as number;
    const id = ids.pop() as number;
    const count = ids.length;
    if (count === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= count) break;
      const right = child + 1;
      if (
        right < count &&
        (values[right] < values[child] || (values[right] === values[child] && ids[right] < ids[child]))
      )
        child = right;
      if (value < values[child] || (value === values[child] && id <= ids[child])) break;
      values[at] = values[child];
      ids[at] = ids[child];
      at = child;
    }
    values[at] = value;
    ids[at] = id;
    return top;
  }
}
