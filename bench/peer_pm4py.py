"""The peer written in Python, timed on the same files: one JSON line a piece of work.

peer_pm4py.py FILE [RUNS]   seconds from file, then from memory (RUNS times each), and the peak of resident memory in MB.
"""
import json, os, resource, sys, time, warnings

warnings.filterwarnings("ignore")
os.environ.setdefault("TQDM_DISABLE", "1")
import pandas as pd
import pm4py

path, runs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def report(work, start, note=""):
    print(json.dumps({"work": work, "seconds": round(time.perf_counter() - start, 4), "peakMb": peak(), "note": str(note)}), flush=True)


def load():
    if path.endswith(".csv"):
        frame = pd.read_csv(path)
        frame["timestamp"] = pd.to_datetime(frame["timestamp"], utc=True)
        return pm4py.format_dataframe(frame, case_id="case_id", activity_key="activity", timestamp_key="timestamp")
    return pm4py.read_xes(path)


start = time.perf_counter()
log = load()
report("import", start, f"{log['case:concept:name'].nunique()} cases, {len(log)} events")

first, last = log["time:timestamp"].min(), log["time:timestamp"].max()
frame_from, frame_to = [(first + (last - first) * share).strftime("%Y-%m-%d %H:%M:%S") for share in (0.25, 0.5)]
works = {
    "directly-follows": lambda: f"{len(pm4py.discover_dfg(log)[0])} arcs",
    "arcs with times": lambda: f"{len(pm4py.discover_performance_dfg(log)[0])} arcs",
    "variants": lambda: f"{len(pm4py.get_variants(log))} variants",
    "eventually-follows": lambda: f"{len(pm4py.discover_eventually_follows_graph(log))} pairs",
    "filter: ten most common variants": lambda: f"{pm4py.filter_variants_top_k(log, 10)['case:concept:name'].nunique()} cases",
    "filter: time frame": lambda: f"{pm4py.filter_time_range(log, frame_from, frame_to, mode='traces_contained')['case:concept:name'].nunique()} cases",
}
slow = len(log) > 5_000_000
for work, run in works.items():
    if slow and work in ("eventually-follows",):
        continue
    for _ in range(1 if slow or (work == 'eventually-follows' and len(log) > 500_000) else runs):
        start = time.perf_counter()
        try:
            note = run()
        except Exception as error:  # a peer that fails is reported as failing
            note = f"failed: {type(error).__name__}"
        report(work, start, note)
