"""The peer written in Python on models, timed on the same files: one JSON line a piece of work.

peer_models.py LOG NET|- SECONDS WORK[,WORK...]   seconds from memory; a work that takes longer than SECONDS is stopped, and says so.
"""
import json, os, resource, signal, sys, time, warnings

warnings.filterwarnings("ignore")
os.environ.setdefault("TQDM_DISABLE", "1")
import pandas as pd
import pm4py

path, net_file, limit, wanted = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4].split(",")


class Stopped(BaseException):
    """No Exception: what catches those does not catch this."""


def stop(*_):
    raise Stopped()


signal.signal(signal.SIGALRM, stop)
if path.endswith(".csv"):
    frame = pd.read_csv(path)
    frame["timestamp"] = pd.to_datetime(frame["timestamp"], utc=True)
    log = pm4py.format_dataframe(frame, case_id="case_id", activity_key="activity", timestamp_key="timestamp")
else:
    log = pm4py.read_xes(path)
net = None if net_file == "-" else pm4py.read_pnml(net_file)
works = {
    "IM": lambda: type(pm4py.discover_process_tree_inductive(log)).__name__,
    "IMf 0.2": lambda: type(pm4py.discover_process_tree_inductive(log, noise_threshold=0.2)).__name__,
    "heuristics": lambda: f"{len(pm4py.discover_heuristics_net(log).nodes)} activities",
    "Declare": lambda: f"{len(pm4py.discover_declare(log))} templates",
    "temporal profile": lambda: f"{len(pm4py.discover_temporal_profile(log))} pairs",
    "token replay": lambda: f"fitness {pm4py.fitness_token_based_replay(log, *net)['average_trace_fitness']:.4f}",
    "ETC precision": lambda: f"{pm4py.precision_token_based_replay(log, *net):.4f}",
    "alignments": lambda: f"fitness {pm4py.fitness_alignments(log, *net)['averageFitness']:.4f}",
}
for work in wanted:
    start = time.perf_counter()
    cpu = time.process_time()
    signal.alarm(limit)
    try:
        note = str(works[work]())
    except Stopped:
        note = "stopped"
    except Exception as error:  # a peer that fails is reported as failing
        note = f"failed: {type(error).__name__}"
    signal.alarm(0)
    print(json.dumps({
        "work": work,
        "seconds": round(time.perf_counter() - start, 4),
        "cpu": round(time.process_time() - cpu, 4),
        "peakMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "note": note,
    }), flush=True)
