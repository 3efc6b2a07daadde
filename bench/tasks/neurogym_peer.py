"""Trials per second of neurogym's supervised Dataset, one thread. Reads a line of JSON {env, module, kwargs}, answers one.

Only its own code for environments and the dataset is run: gymnasium and what it is configured with are stood in for by the few
classes that these need. The path to a checkout of neurogym comes as the first argument.
"""

import json
import os
import sys
import time
import types

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np  # noqa: E402

checkout = sys.argv[1]


def module(name, **members):
    made = types.ModuleType(name)
    made.__dict__.update(members)
    sys.modules[name] = made
    return made


class Space:
    def __init__(self, shape=None, dtype=None):
        self.shape, self.dtype = shape, np.dtype(dtype)

    def seed(self, seed=None):
        pass


class Box(Space):
    def __init__(self, low, high, shape=None, dtype=np.float32, **_):
        super().__init__(shape if shape is not None else np.asarray(low).shape, dtype)
        self.low, self.high = low, high


class Discrete(Space):
    def __init__(self, n, *_, **__):
        super().__init__((), np.int64)
        self.n = n

    def sample(self):
        return 0


class Env:
    metadata = {}

    @property
    def unwrapped(self):
        return self

    def reset(self, seed=None, options=None):
        return None, {}


class Wrapper(Env):
    def __init__(self, env):
        self.env = env


spaces = module("gymnasium.spaces", Box=Box, Discrete=Discrete, Space=Space, Dict=dict, MultiBinary=Space, MultiDiscrete=Space, Tuple=tuple)
module("gymnasium.spaces.utils", flatdim=None, flatten=None, unflatten=None)
module("gymnasium", Env=Env, Wrapper=Wrapper, spaces=spaces, utils=types.SimpleNamespace())
quiet = types.SimpleNamespace(**{level: (lambda *_, **__: None) for level in ("debug", "info", "warning", "error", "trace")})

ngym = module("neurogym")
ngym.__path__ = [os.path.join(checkout, "neurogym")]
for part in ("envs", "envs.native", "utils"):
    module(f"neurogym.{part}").__path__ = [os.path.join(checkout, "neurogym", *part.split("."))]
module("neurogym.utils.logging", logger=quiet)
module("neurogym.envs.registration", make=None)

import importlib  # noqa: E402

core = importlib.import_module("neurogym.core")
ngym.core = core
ngym.random = importlib.import_module("neurogym.utils.ngym_random")
ngym.spaces = importlib.import_module("neurogym.utils.spaces")
ngym.TrialEnv, ngym.TrialWrapper, ngym.BaseEnv = core.TrialEnv, core.TrialWrapper, core.BaseEnv
sys.modules["neurogym.random"] = ngym.random
Dataset = importlib.import_module("neurogym.utils.data").Dataset

BATCH, STEPS, SECONDS = 32, 100, 1.0

for line in sys.stdin:
    asked = json.loads(line)
    try:
        env = getattr(importlib.import_module(f"neurogym.envs.native.{asked['module']}"), asked["env"])(**asked.get("kwargs", {}))
        lengths = []
        for _ in range(200):
            env.new_trial()
            lengths.append(env.ob.shape[0])
        dataset = Dataset(env, batch_size=BATCH, seq_len=STEPS)
        next(dataset)
        # In whole caches, which it fills at once.
        start, batches = time.perf_counter(), 0
        while time.perf_counter() - start < SECONDS or dataset._seq_end < dataset._cache_len - STEPS:
            next(dataset)
            batches += 1
        seconds = time.perf_counter() - start
        answer = {"trialsPerSecond": batches * STEPS * BATCH / np.mean(lengths) / seconds}
    except Exception as error:  # noqa: BLE001
        answer = {"missing": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), flush=True)
