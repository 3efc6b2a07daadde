"""The operations of linalg.mjs in numpy and scipy, one thread: one line `name milliseconds` each, the least of the repeats."""
import os, sys, time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
import numpy as np

try:
    from scipy import linalg as scipy_linalg, optimize
except ImportError:
    scipy_linalg = optimize = None

budget = float(sys.argv[1])
rng = np.random.default_rng(0)


def report(name, call):
    best, start = float("inf"), time.perf_counter()
    while best == float("inf") or time.perf_counter() - start < budget:
        before = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - before)
    print(name, 1e3 * best, flush=True)


for n in (100, 400, 762):
    a, b = rng.standard_normal((n, n)), rng.standard_normal((n, n))
    s = a.T @ a
    report(f"multiply/{n}", lambda: a @ b)
    report(f"gram/{n}", lambda: a.T @ a)
    report(f"singularValues/{n}", lambda: np.linalg.svd(a, compute_uv=False))
    report(f"svd/{n}", lambda: np.linalg.svd(a, full_matrices=False))
    report(f"symmetricEigenvalues/{n}", lambda: np.linalg.eigvalsh(s))
    report(f"symmetricEigen/{n}", lambda: np.linalg.eigh(s))
    report(f"generalEigenvalues/{n}", lambda: np.linalg.eigvals(a))
    report(f"generalEigen/{n}", lambda: np.linalg.eig(a))
    report(f"qr/{n}", lambda: np.linalg.qr(a))
    report(f"solve/{n}", lambda: np.linalg.solve(a, b))
    report(f"cholesky/{n}", lambda: np.linalg.cholesky(s))
    if scipy_linalg:
        report(f"solvePositiveDefinite/{n}", lambda: scipy_linalg.solve(s, b, assume_a="pos"))
        report(f"linearAssignment/{n}", lambda: optimize.linear_sum_assignment(a))

x, y = rng.standard_normal((3600, 400)), rng.standard_normal((3600, 762))
report("transposeMultiply/3600x400,3600x762", lambda: x.T @ y)
report("gram/3600x762", lambda: y.T @ y)
report("singularValues/400x762", lambda: np.linalg.svd(x[:762].T, compute_uv=False))
report("singularValues/3600x762", lambda: np.linalg.svd(y, compute_uv=False))
report("svd/3600x762", lambda: np.linalg.svd(y, full_matrices=False))
report("qr/3600x762", lambda: np.linalg.qr(y))
