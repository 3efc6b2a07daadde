"""The peers of bench/similarity.mjs: reference libraries where Python finds them, NumPy and SciPy otherwise.

Reads one line of JSON per request, {"peer": name, "inputs": [...]}, runs it once on one thread and answers with one line:
{"ms": wall time, "value": what came out}, or {"missing": why}. Inputs are files of float64 with a shape. Libraries are
found on PYTHONPATH: netrep, dPCA, DSA (its modules dmd and simdist), rsatoolbox, and the modules that similarity-repository
keeps in its registry: representation_similarity.demo, sim_metric.dists.scoring, nn_similarity_index.utils, svcca.cca_core, svcca.numpy_pls and resi.measures.
"""
import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import importlib  # noqa: E402
import json  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
import types  # noqa: E402
import warnings  # noqa: E402

import numpy as np  # noqa: E402
from scipy import linalg, optimize, stats  # noqa: E402
from scipy.spatial import distance  # noqa: E402

warnings.filterwarnings("ignore")
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)  # what libraries print is no answer


def stand_in(name, **members):
    """An empty module in place of a dependency that a peer imports and the measured call does not need."""
    try:
        importlib.import_module(name)
    except ImportError:
        module = types.ModuleType(name)
        module.__dict__.update(members)
        sys.modules[name] = module


def dsa():
    """The modules of DSA itself; its __init__ imports much that is not needed here."""
    stand_in("omegaconf")
    stand_in("omegaconf.listconfig", ListConfig=list)
    stand_in("pydmd")
    stand_in("ot", dist=lambda a, b, metric="sqeuclidean": distance.cdist(a, b, metric), emd=plan, emd2=assignment, sinkhorn2=None)
    if "DSA" not in sys.modules:
        found = [os.path.join(path, "DSA") for path in sys.path if os.path.exists(os.path.join(path, "DSA", "simdist.py"))]
        package = types.ModuleType("DSA")
        package.__path__ = found
        sys.modules["DSA"] = package
    import torch

    torch.set_num_threads(1)
    return importlib.import_module("DSA.dmd").DMD, importlib.import_module("DSA.simdist").SimilarityTransformDist


def assignment(a, b, cost, **_):
    i, j = optimize.linear_sum_assignment(cost)
    return cost[i, j].mean()


def plan(a, b, cost, **_):
    i, j = optimize.linear_sum_assignment(np.asarray(cost))
    masses = np.zeros(np.shape(cost))
    masses[i, j] = 1 / len(i)
    import torch  # DSA goes on with it as a tensor

    return torch.from_numpy(masses)


def rsatoolbox(sub):
    if "rsatoolbox" not in sys.modules:
        import importlib.metadata as metadata

        known = metadata.version
        metadata.version = lambda name: "0" if name == "rsatoolbox" else known(name)
        stand_in("rsatoolbox.cengine.similarity", calc_one=None, calc=None)
    return importlib.import_module(f"rsatoolbox.{sub}")


def centred(x):
    return x - x.mean(0)


def numpy_procrustes(x, y):
    x, y = centred(x), centred(y)
    return np.arccos(min(1, np.linalg.svd(x.T @ y, compute_uv=False).sum() / (np.linalg.norm(x) * np.linalg.norm(y))))


def numpy_cka(x, y):
    x, y = centred(x), centred(y)
    return np.linalg.norm(x.T @ y) ** 2 / (np.linalg.norm(x.T @ x) * np.linalg.norm(y.T @ y))


def numpy_cca(x, y, k=20):
    q = [np.linalg.svd(centred(m), full_matrices=False)[0][:, :k] for m in (x, y)]
    return np.linalg.svd(q[0].T @ q[1], compute_uv=False).mean()


def numpy_ridge(x, y, lam=1.0):
    x, y = centred(x), centred(y)
    w = linalg.solve(x.T @ x + lam * np.eye(x.shape[1]), x.T @ y, assume_a="pos")
    return 1 - ((y - x @ w) ** 2).sum() / (y**2).sum()


def numpy_ridge_gradient(x, y, lam=1.0):
    """The derivatives of the same value with respect to x and y, as autograd would have them, written out."""
    x, y = centred(x), centred(y)
    factor = linalg.cho_factor(x.T @ x + lam * np.eye(x.shape[1]))
    w = linalg.cho_solve(factor, x.T @ y)
    e = y - x @ w
    total = (y**2).sum()
    value = 1 - (e**2).sum() / total
    z = linalg.cho_solve(factor, x.T @ e)
    u = e - x @ z
    dx = 2 / total * (u @ w.T + e @ z.T)
    dy = 2 / total * ((1 - value) * y - u)
    centred(dx), centred(dy)
    return value


def numpy_pairwise(nets):
    return [numpy_procrustes(nets[i], nets[j]) for i in range(len(nets)) for j in range(i)]


def netrep_linear(alpha):
    def run(x, y):
        from netrep.metrics import LinearMetric

        return LinearMetric(alpha=alpha, center_columns=True, score_method="angular").fit_score(x, y)

    return run


def netrep_pairwise(alpha):
    def run(nets):
        from netrep.metrics import LinearMetric
        from netrep.multiset import pairwise_distances

        return pairwise_distances(LinearMetric(alpha=alpha), list(nets), verbose=False)[0]

    return run


def netrep_frechet(nets):
    from netrep.multiset import frechet_mean
    from netrep.utils import align

    mean = frechet_mean(list(nets), random_state=0, tol=1e-3, max_iter=100)
    return lambda: sum(np.linalg.norm(x @ align(x, mean) - mean) ** 2 for x in nets)


def netrep_energy(x, y):
    from netrep.metrics import EnergyStochasticMetric

    return EnergyStochasticMetric(group="orth").fit_score(x, y)


def sklearn_ridge(x, y):
    """Mean Pearson correlation of held-out predictions in five contiguous folds, as neuroaimetrics' RidgeCV over its 17 penalties."""
    from sklearn.linear_model import RidgeCV
    from sklearn.model_selection import KFold

    predicted = np.empty_like(y)
    for train, test in KFold(5).split(x):
        predicted[test] = RidgeCV(alphas=np.logspace(-8, 8, 17)).fit(x[train], y[train]).predict(x[test])
    a, b = centred(predicted), centred(y)
    return ((a * b).sum(0) / np.sqrt((a**2).sum(0) * (b**2).sum(0))).mean()


def netrep_permutation(x, y):
    from netrep.metrics import PermutationMetric

    return PermutationMetric(center_columns=True, score_method="angular").fit_score(x, y)


def netrep_cka(x, y):
    from netrep.metrics import LinearCKA

    return LinearCKA(center_columns=True).score(x, y)


def netrep_gaussian(mx, cx, my, cy):
    from netrep.metrics import GaussianStochasticMetric

    return GaussianStochasticMetric(alpha=1.0, group="orth", init="means", niter=1000, tol=1e-8).fit_score((mx, cx), (my, cy))


def google(name, **options):
    def run(x, y):
        demo = importlib.import_module("representation_similarity.demo")
        if name == "feature":
            return demo.feature_space_linear_cka(x, y, **options)
        return demo.cka(demo.gram_rbf(x), demo.gram_rbf(y), **options)

    return run


def svcca(x, y):
    core = importlib.import_module("svcca.cca_core")
    return core.get_cca_similarity(x.T, y.T, epsilon=0.0, verbose=False)["cca_coef1"].mean()


def sim_metric(x, y):
    scoring = importlib.import_module("sim_metric.dists.scoring")
    a, b = centred(x).T, centred(y).T
    return scoring.mean_cca_corr(scoring.cca_decomp(a, b)[1])


def nn_similarity_nbs(x, y):
    utils = importlib.import_module("nn_similarity_index.utils")
    return utils.nbs(centred(x), centred(y))


def resi(module, name):
    def run(x, y):
        stand_in("einops", rearrange=None)
        stand_in("loguru", logger=types.SimpleNamespace(debug=print, info=print, warning=print))
        return getattr(importlib.import_module(f"resi.measures.{module}"), name)(x, y, "nd")

    return run


def rsa_spearman(x, y):
    """As thingsvision does: correlation RDMs of samples, Spearman of their lower triangles."""
    below = np.tril_indices(len(x), -1)
    return stats.spearmanr((1 - np.corrcoef(x))[below], (1 - np.corrcoef(y))[below])[0]


def toolbox_rdm(x):
    dataset = rsatoolbox("data").Dataset(x)
    return rsatoolbox("rdm").calc_rdm(dataset, method="euclidean")


def toolbox_compare(method):
    cache = {}

    def prepared(x, y):
        key = x.shape, y.shape
        if key not in cache:
            cache[key] = toolbox_rdm(x), toolbox_rdm(y)
        a, b = cache[key]
        compare = rsatoolbox("rdm").compare
        return lambda: np.asarray(compare(a, b, method=method))

    prepared.prepares = True
    return prepared


def toolbox_crossnobis(x):
    conditions, runs = np.tile(np.arange(100), 10), np.repeat(np.arange(10), 100)
    dataset = rsatoolbox("data").Dataset(x, obs_descriptors={"condition": conditions, "run": runs})
    rdms = rsatoolbox("rdm").calc_rdm(dataset, method="crossnobis", descriptor="condition", cv_descriptor="run")
    return rdms.dissimilarities.mean()


def toolbox_evaluation(name, **options):
    def prepared(predicted, subjects):
        rdms = rsatoolbox("rdm").RDMs
        models = [rsatoolbox("model").ModelFixed(str(k), rdms(one)) for k, one in enumerate(predicted)]
        data = rdms(subjects)
        evaluate = getattr(rsatoolbox("inference"), name)
        return lambda: np.nanmean(evaluate(models, data, method="cosine", **options).evaluations)

    prepared.prepares = True
    return prepared


def demixed(labels="tsd", n_components=10, method="fit", **options):
    """The module dPCA of machenslab's python folder, which needs numexpr and numba for little of it."""

    def run(x):
        stand_in("numexpr", evaluate=None)
        stand_in("numba", jit=lambda *a, **k: (lambda f: f) if not a else a[0], njit=lambda *a, **k: (lambda f: f) if not a else a[0])
        model = importlib.import_module("dPCA.dPCA").dPCA(labels=labels, n_components=n_components, **options)
        getattr(model, method)(np.ascontiguousarray(np.moveaxis(x, -1, 0)))
        return np.abs(model.P["t"][:, 0]).sum()

    return run


def dsa_transform(a, b, score="angular"):
    _, transform = dsa()
    return transform(iters=1500, lr=5e-3, score_method=score).fit_score(a, b)


def dsa_fit(x, delays, rank):
    dmd, _ = dsa()
    model = dmd(x, n_delays=delays, rank=rank, lamb=1e-8)
    model.fit()
    return model.A_v


def dsa_whole(x, y, score="angular"):
    return dsa_transform(dsa_fit(x, 20, 20), dsa_fit(y, 20, 20), score)


def dsa_pairs(systems):
    operators = [dsa_fit(x, 10, 10) for x in systems]
    return [float(dsa_transform(operators[i], operators[j])) for i in range(len(operators)) for j in range(i)]


PEERS = {
    "numpy procrustes": numpy_procrustes,
    "numpy cka": numpy_cka,
    "numpy cca": numpy_cca,
    "numpy ridge": numpy_ridge,
    "numpy ridge gradient": numpy_ridge_gradient,
    "numpy pairwise": numpy_pairwise,
    "scipy assignment": lambda x, y: assignment(None, None, -(centred(x)[:, : y.shape[1]].T @ centred(y))),
    "netrep alpha 1": netrep_linear(1.0),
    "netrep alpha 0.5": netrep_linear(0.5),
    "netrep alpha 0": netrep_linear(0.0),
    "netrep permutation": netrep_permutation,
    "netrep cka": netrep_cka,
    "netrep pairwise": netrep_pairwise(1.0),
    "netrep pairwise alpha 0.5": netrep_pairwise(0.5),
    "netrep frechet mean": netrep_frechet,
    "netrep energy": netrep_energy,
    "netrep gaussian": netrep_gaussian,
    "scikit-learn RidgeCV": sklearn_ridge,
    "rsatoolbox crossnobis": toolbox_crossnobis,
    "rsatoolbox eval_fixed": toolbox_evaluation("eval_fixed"),
    "rsatoolbox eval_bootstrap": toolbox_evaluation("eval_bootstrap", N=100),
    "dPCA fit": demixed(),
    "dPCA fit_transform": demixed("tc", 100, "fit_transform"),
    "dPCA fit with a ridge": demixed(regularizer=1e-3),
    "DSA end to end, wasserstein": lambda x, y: dsa_whole(x, y, "wasserstein"),
    "google cka": google("feature"),
    "google cka debiased": google("feature", debiased=True),
    "google cka rbf": google("rbf"),
    "svcca cca": svcca,
    "sim_metric cca": sim_metric,
    "nn_similarity_index nbs": nn_similarity_nbs,
    "resi procrustes": resi("procrustes", "procrustes_size_and_shape_distance"),
    "resi soft correlation": resi("correlation_match", "soft_correlation_match"),
    "resi jaccard": resi("nearest_neighbor", "jaccard_similarity"),
    "resi distance correlation": resi("distance_correlation", "distance_correlation"),
    "scipy rsa": rsa_spearman,
    "rsatoolbox rdm": lambda x, y: toolbox_rdm(x).dissimilarities.mean() + toolbox_rdm(y).dissimilarities.mean(),
    "rsatoolbox cosine": toolbox_compare("cosine"),
    "rsatoolbox spearman": toolbox_compare("spearman"),
    "rsatoolbox tau-a": toolbox_compare("tau-a"),
    "rsatoolbox whitened cosine": toolbox_compare("cosine_cov"),
    "rsatoolbox bures": toolbox_compare("bures"),
    "DSA fit": lambda x: float(dsa_fit(x, 20, 20).abs().sum()),
    "DSA transform": dsa_transform,
    "DSA end to end": dsa_whole,
    "DSA pairs": dsa_pairs,
}


def load(array):
    return np.fromfile(array["file"], dtype="<f8").reshape(array["shape"])


for line in sys.stdin:
    request = json.loads(line)
    try:
        run, inputs = PEERS[request["peer"]], [load(one) for one in request["inputs"]]
        call = run(*inputs) if getattr(run, "prepares", False) else lambda: run(*inputs)
        if request.get("warm"):
            call()
        start = time.perf_counter()
        value = call()
        elapsed = 1e3 * (time.perf_counter() - start)
        if callable(value):  # worked out of the result, which is what was timed
            value = value()
        number = np.asarray(value.detach() if hasattr(value, "detach") else value, dtype=float)
        answer = {"ms": elapsed, "value": float(number.mean())}
    except Exception as error:  # a peer that is not there, or fails, is left out of the table
        answer = {"missing": f"{type(error).__name__}: {error}"}
    answers.write(json.dumps(answer) + "\n")
    answers.flush()
