"""Vectorised pandas computing a subset of the features, for comparison with FeatureBenchmark.

Prints one line: columns, rows, rows a second of CPU time of one thread, best of five rounds. Formulas are those of
docs/features.md; what pandas has no vectorised form for (ranks by volatility, Wilder's chain of ADX, regimes) is left
out, so pandas does less.
"""
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import time

import numpy as np
import pandas as pd

WINDOWS = (5, 10, 20, 50)


def walk(rows, seed=1):
    rng = np.random.default_rng(seed)
    close = 100 * np.exp(np.cumsum(rng.normal(0, 0.001, rows)))
    open_ = np.concatenate(([close[0]], close[:-1]))
    spread = np.abs(rng.normal(0, 0.0005, rows)) * close
    return pd.DataFrame(
        {
            "open": open_,
            "high": np.maximum(open_, close) + spread,
            "low": np.minimum(open_, close) - spread,
            "close": close,
            "volume": rng.integers(1, 1000, rows).astype(float),
        }
    )


def features(b):
    out = {}
    logret = np.log(b.close).diff()
    out["logret"] = logret
    high_low = np.log(b.high / b.low)
    close_open = np.log(b.close / b.open)
    rs = np.log(b.high / b.close) * np.log(b.high / b.open) + np.log(b.low / b.close) * np.log(b.low / b.open)
    gap = np.log(b.open / b.close.shift())
    change = b.close.diff()
    true_range = pd.concat(
        [b.high - b.low, (b.high - b.close.shift()).abs(), (b.low - b.close.shift()).abs()], axis=1
    ).max(axis=1)
    for n in WINDOWS:
        close = b.close.rolling(n)
        ret = logret.rolling(n)
        mean, std = close.mean(), close.std()
        out[f"mean_{n}"] = mean
        out[f"std_{n}"] = std
        out[f"zscore_{n}"] = (b.close - mean) / std
        out[f"min_{n}"] = close.min()
        out[f"max_{n}"] = close.max()
        out[f"median_{n}"] = close.median()
        out[f"skew_{n}"] = ret.skew()
        out[f"kurt_{n}"] = ret.kurt()
        out[f"ret_mean_{n}"] = ret.mean()
        out[f"vol_{n}"] = ret.std()
        out[f"realised_{n}"] = np.sqrt((logret**2).rolling(n).sum())
        out[f"parkinson_{n}"] = np.sqrt((high_low**2).rolling(n).mean() / (4 * np.log(2)))
        out[f"garman_klass_{n}"] = np.sqrt(
            (0.5 * high_low**2 - (2 * np.log(2) - 1) * close_open**2).rolling(n).mean()
        )
        out[f"rogers_satchell_{n}"] = np.sqrt(rs.rolling(n).mean())
        k = 0.34 / (1.34 + (n + 1) / (n - 1))
        out[f"yang_zhang_{n}"] = np.sqrt(
            gap.rolling(n).var() + k * close_open.rolling(n).var() + (1 - k) * rs.rolling(n).mean()
        )
        out[f"bipower_{n}"] = np.pi / 2 * (logret.abs() * logret.abs().shift()).rolling(n).sum()
        out[f"momentum_{n}"] = b.close / b.close.shift(n) - 1
        out[f"ema_{n}"] = b.close.ewm(span=n, adjust=False).mean()
        gain = change.clip(lower=0).ewm(alpha=1 / n, adjust=False).mean()
        loss = (-change.clip(upper=0)).ewm(alpha=1 / n, adjust=False).mean()
        out[f"rsi_{n}"] = 100 - 100 / (1 + gain / loss)
        out[f"atr_{n}"] = true_range.ewm(alpha=1 / n, adjust=False).mean()
        out[f"autocorrelation_{n}"] = ret.corr(logret.shift())
        out[f"volume_mean_{n}"] = b.volume.rolling(n).mean()
    return pd.DataFrame(out)


def main():
    rows = 200_000
    bars = walk(rows)
    best = float("inf")
    columns = 0
    for _ in range(5):
        begin = time.process_time()
        columns = features(bars).shape[1]
        best = min(best, time.process_time() - begin)
    print(f"pandas {pd.__version__}: {columns} columns, {rows} rows, {rows / best:,.0f} rows/s of CPU time")


if __name__ == "__main__":
    main()
