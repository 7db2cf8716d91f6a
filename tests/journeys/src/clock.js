(shift, heldAt) => {
  const key = Symbol.for("genjin.clock");
  const clock = globalThis[key];
  if (clock) {
    clock.shift = shift;
    clock.heldAt = heldAt;
    return;
  }
  const Machine = Date;
  const state = { shift, heldAt, machine: () => Machine.now() };
  globalThis[key] = state;
  const now = () => state.heldAt ?? Machine.now() + state.shift;
  const Shifted = new Proxy(Machine, {
    apply: () => new Machine(now()).toString(),
    construct: (target, given, maker) =>
      Reflect.construct(target, given.length ? given : [now()], maker),
    get: (target, name, receiver) => (name === "now" ? now : Reflect.get(target, name, receiver)),
  });
  Machine.prototype.constructor = Shifted;
  globalThis.Date = Shifted;
};
