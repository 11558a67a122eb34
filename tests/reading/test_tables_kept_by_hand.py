"""Tables that people go on with by hand: headings again, rows in bold, remarks, counts in names."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.small_studies import BASE, SECOND, THREE, Series, series_in

_HEAD = "| cores | time (s) |\n|---|---|\n"
_FIRST = "| 1 | 100 |\n| 2 | 52 |\n| 4 | 28 |\n"
_WEAK = _HEAD + "| 1 | 100 |\n| 2 | 104 |\n| 4 | 112 |\n\n"
WRITTEN: dict[str, tuple[str, str, list[Series]]] = {
    "the headings again above another series": (
        "runs.md",
        f"{_HEAD}{_FIRST}| cores | time (s) |\n| 1 | 60 |\n| 2 | 36 |\n| 4 | 20 |\n",
        [THREE, SECOND],
    ),
    "the headings again within one series": (
        "runs.md",
        f"{_HEAD}{_FIRST}| cores | time (s) |\n| 8 | 16 |\n",
        [THREE | {8: 78.1}],
    ),
    "titles and headings again between rows": (
        "runs.md",
        "| **A** | | |\n|---|---|---|\n| cores | time (s) | J |\n| 1 | 100 | 7 |\n| 2 | 52 | 8 |\n"
        "| 4 | 28 | 9 |\n| **B** | | |\n| cores | time (s) | J |\n| 1 | 60 | 7 |\n| 2 | 36 | 8 |\n"
        "| 4 | 20 | 9 |\n",
        [THREE, SECOND],
    ),
    "the best of three in bold": (
        "runs.md",
        f"{_HEAD}| 1 | 104 |\n| 1 | 100 |\n| **1** | **96** |\n"
        "| 2 | 53 |\n| 2 | 52 |\n| **2** | **50** |\n",
        [{1: BASE, 2: 96.2}],
    ),
    "the mean of two in bold": (
        "runs.md",
        f"{_HEAD}| 1 | 96 |\n| 1 | 104 |\n| **1** | **100.2** |\n"
        "| 2 | 51 |\n| 2 | 53 |\n| **2** | **52.1** |\n",
        [{1: BASE, 2: 96.2}],
    ),
    "the mean of two in bold beside a sum": (
        "runs.md",
        "| cores | time (s) | energy (J) |\n|---|---|---|\n| 1 | 96 | 5 |\n| 1 | 104 | 6 |\n"
        "| **1** | **100** | **11** |\n| 2 | 51 | 5 |\n| 2 | 53 | 6 |\n"
        "| **2** | **52** | **11** |\n",
        [{1: BASE, 2: 96.2}],
    ),
    "a batch of one device and batches of each": (
        "runs.csv",
        "GPUs,Batch,time (s)\n1,batch=32,100\n2,batch=32 each,52\n4,batch=32 each,28\n",
        [THREE],
    ),
    "processes and threads by letters": (
        "runs.csv",
        "config,time_s\nHybrid-1Px2T,100\nHybrid-2Px2T,52\nHybrid-4Px2T,28\n",
        [{2: BASE, 4: 96.2, 8: 89.3}],
    ),
    "ways to run in parallel with counts": (
        "runs.csv",
        "version,time_s\npar_1,100\npar_2,52\npar_4,28\n",
        [THREE],
    ),
    "commands of a launcher": (
        "runs.csv",
        "command,time_s\nmpirun -n 1 ./cg,100\nmpirun -n 2 ./cg,52\nmpirun -n 4 ./cg,28\n",
        [THREE],
    ),
    "an option of a program that counts nothing": (
        "runs.csv",
        "command,time_s\n./nbody -n 1000,1.0\n./nbody -n 2000,4.1\n./nbody -n 4000,16.3\n",
        [{None: None}, {None: None}, {None: None}],
    ),
    "a network at two rates": (
        "runs.csv",
        "nodes,network_Gbps,time_s\n1,25,100\n1,100,60\n2,25,52\n2,100,36\n4,25,28\n4,100,20\n",
        [THREE, SECOND],
    ),
    "versions of a library": (
        "runs.csv",
        "version,time_s\nkokkos3,100\nkokkos4,52\n",
        [{None: None}, {None: None}],
    ),
    "counts with nouns in Chinese": (
        "runs.csv",
        "配置,time_s\n1进程,100\n2进程,52\n4进程,28\n",
        [THREE],
    ),
    "one serial time beside several programs": (
        "runs.csv",
        "threads,seq_time,omp_time,mpi_time\n2,100,52,60\n4,100,28,40\n",
        [THREE, {1: BASE, 2: 83.3, 4: 62.5}],
    ),
    "repeats with decimal commas in quotes": (
        "runs.csv",
        'cores,"time 1","time 2"\n1,"99,5","100,5"\n2,"51,5","52,5"\n4,"27,5","28,5"\n',
        [THREE],
    ),
    "what was worked out in a table of its own": (
        "runs.md",
        f"## Measured\n\n{_HEAD}{_FIRST}\n## Assuming linear scaling\n\n{_HEAD}| 8 | 12.5 |\n"
        "| 16 | 6.25 |\n",
        [THREE],
    ),
    "weak scaling said below": (
        "runs.md",
        f"{_WEAK}This is a weak scaling study: the work grows with the cores.\n",
        [THREE],
    ),
    "weak scaling said of the next table": (
        "runs.md",
        f"{_WEAK}Weak scaling on the other machine:\n\n{_HEAD}| 1 | 100 |\n",
        [{1: BASE}, {1: None, 2: None, 4: None}],
    ),
    "what weak scaling is said below": (
        "runs.md",
        f"{_WEAK}Weak scaling keeps the work of each core constant.\n",
        [{1: None, 2: None, 4: None}],
    ),
    "a sentence that assumes linear scaling": (
        "runs.md",
        f"Assuming linear scaling the cost stays the same.\n\n{_HEAD}{_FIRST}",
        [THREE],
    ),
    "batches of all and of each on as many devices": (
        "runs.csv",
        "GPUs,Batch,time (s)\n2,64,100\n2,64 each,60\n4,64,52\n4,64 each,36\n",
        [{2: BASE, 4: 83.3}, {2: BASE, 4: 96.2}],
    ),
    "numbers of parameters": (
        "runs.csv",
        "model,time_s\nmoe-1T,100\nmoe-2T,52\n",
        [{None: None}, {None: None}],
    ),
    "processes and their time by letters": ("runs.csv", "P,T\n1,100\n2,52\n4,28\n", [THREE]),
    "pressures and temperatures": ("runs.csv", "P,T\n1,100\n2,95\n4,93\n", []),
    "turned under a blank corner": (
        "runs.csv",
        ",1,2,4\nSpeedup,1.0,1.92,3.57\nEfficiency,1.0,0.96,0.89\nTime (s),100,52,28\n",
        [THREE],
    ),
    "a quantity over two columns": (
        "runs.csv",
        "cores,time [s],\n,small,large\n1,100,60\n2,52,36\n4,28,20\n",
        [THREE, SECOND],
    ),
    "a quantity over precisions": (
        "runs.csv",
        "GPUs,time [s],\n,fp32,bf16\n1,100,60\n2,52,36\n4,28,20\n",
        [THREE, SECOND],
    ),
    "a quantity above the middle of two columns": (
        "runs.txt",
        "cores       time [s]\n         small    large\n1        100      60\n"
        "2        52       36\n"
        "4        28       20\n",
        [THREE, SECOND],
    ),
    "one unit behind several statistics": (
        "runs.txt",
        "cores=1: mean=100 std=0.4 s\ncores=2: mean=52 std=0.3 s\ncores=4: mean=28 std=0.2 s\n",
        [THREE],
    ),
    "a warm-up before each run": (
        "runs.log",
        "[cores=1] warm-up: 130 s\n[cores=1] run: 100 s\n[cores=2] warm-up: 80 s\n"
        "[cores=2] run: 52 s\n[cores=4] warm-up: 50 s\n[cores=4] run: 28 s\n",
        [THREE],
    ),
    "a warm-up behind a count": (
        "runs.log",
        "gpus=1 warmup time=130 s\ngpus=1 time=100 s\ngpus=2 warmup time=80 s\ngpus=2 time=52 s\n"
        "gpus=4 warmup time=50 s\ngpus=4 time=28 s\n",
        [THREE],
    ),
    "names of jobs wider than their column": (
        "jobs.txt",
        "JobID           JobName   NCPUS    Elapsed      State\n"
        "------------ ---------- ---------- ---------- ----------\n"
        "4711      a_job_with_a_long_name        1   00:01:40  COMPLETED\n"
        "4712      a_job_with_a_long_name        2   00:00:52  COMPLETED\n"
        "4713      a_job_with_a_long_name        4   00:00:28  COMPLETED\n",
        [THREE],
    ),
    "counts and batches in the names of members": (
        "runs.json",
        '{"time_s": {"1gpu/bs64": 100, "2gpu/bs64": 52, "4gpu/bs64": 28}}',
        [THREE],
    ),
    "letters as names of runs": (
        "runs.toml",
        "[run.a]\nnodes = 1\ntime = 100\n[run.b]\nnodes = 2\ntime = 52\n[run.c]\nnodes = 4\n"
        "time = 28\n",
        [THREE],
    ),
    "numbered words for repeats as names of runs": (
        "runs.json",
        '{"job_7": {"nodes": 1, "time": 100}, "job_9": {"nodes": 2, "time": 52}, '
        '"job_12": {"nodes": 4, "time": 28}}',
        [THREE],
    ),
    "times with units under counts": ("runs.yaml", "gpus: {1: 100 s, 2: 52 s, 4: 28 s}\n", [THREE]),
    "nodes by their letter beside all cores": (
        "runs.csv",
        "N,cores,time_s\n1,48,100\n2,96,52\n4,192,28\n",
        [{48: BASE, 96: 96.2, 192: 89.3}],
    ),
    "nodes by their letter beside the tasks of each": (
        "runs.csv",
        "N,ppn,threads,time_s\n1,4,8,100\n2,4,8,52\n4,4,8,28\n",
        [{32: BASE, 64: 96.2, 128: 89.3}],
    ),
    "sizes that grow with the cores": (
        "runs.csv",
        "N,cores,time_s\n1000,1,100\n2000,2,104\n4000,4,112\n",
        [{1: BASE, 2: 96.2, 4: 89.3}],
    ),
    "spreads in percent": (
        "runs.csv",
        "nodes,time (s)\n1,100 ± 2%\n2,52 s ± 1 %\n4,28 +/- 0.5%\n",
        [THREE],
    ),
    "marks before numbers": (
        "runs.md",
        "| nodes | time (s) |\n|-|-|\n| 1 | ✅ 100 |\n| 2 | ✅ 52 |\n| 4 | ✅ 28 |\n",
        [THREE],
    ),
    "nodes times cores": (
        "runs.csv",
        "config,time_s\n1 node x 48 cores,100\n2 nodes x 48 cores,52\n4 nodes x 48 cores,28\n",
        [{48: BASE, 96: 96.2, 192: 89.3}],
    ),
    "devices that grow with the nodes": (
        "runs.csv",
        "run,time_s\nrun_1n_4g,100\nrun_2n_8g,52\nrun_4n_16g,28\n",
        [{4: BASE, 8: 96.2, 16: 89.3}],
    ),
    "counts in words": ("runs.csv", "nodes,time_s\none,100\ntwo,52\nfour,28\n", [THREE]),
    "counts in words before what they count": (
        "runs.md",
        "* one node: 100 s\n* two nodes: 52 s\n* four nodes: 28 s\n",
        [THREE],
    ),
    "rates by their unit alone": ("runs.csv", "gpus,ns_day\n1,25\n2,48.1\n4,89.3\n", [THREE]),
    "rates on processors and on accelerators": (
        "runs.csv",
        "nodes,CPU (ns/day),GPU (ns/day)\n1,25,30\n2,48.1,50\n4,89.3,90\n",
        [THREE, SECOND],
    ),
    "phases in the seconds that stand above, and all of them": (
        "runs.md",
        "Timings (seconds), 3 runs each\n\n| cores | setup | solve | total |\n|-|-|-|-|\n"
        "| 1 | 5 | 95 | 100 |\n| 2 | 5 | 47 | 52 |\n| 4 | 5 | 23 | 28 |\n",
        [THREE],
    ),
    "by counts beside a unit": (
        "runs.json",
        '{"model": "bert", "unit": "img/s", "by_gpus": {"1": 1000, "2": 1924, "4": 3572}}',
        [THREE],
    ),
    "blank cells first, between bars alone": (
        "runs.txt",
        "note  | np | time (s)\n------+----+---------\n      | 1  | 100\n"
        " again | 2  | 52\n      | 4  | 28\n",
        [THREE],
    ),
    "a first column one letter wide": (
        "runs.rst",
        "=  =====  ========\n#  cores  time (s)\n=  =====  ========\n1  1      100\n2  2      52\n"
        "3  4      28\n=  =====  ========\n",
        [THREE],
    ),
    "tables side by side in cells of HTML": (
        "runs.md",
        f"<table><tr><td>\n\n{_HEAD}{_FIRST}\n</td><td>\n\n"
        f"{_HEAD}| 1 | 60 |\n| 2 | 36 |\n| 4 | 20 |\n\n</td></tr></table>\n",
        [THREE, SECOND],
    ),
    "counts across over an empty corner, their unit behind": (
        "runs.txt",
        "         1 GPU  2 GPUs  4 GPUs\nlarge      25    48.1    89.3  img/s\n"
        "small      60    100     180   img/s\n",
        [THREE, SECOND],
    ),
    "sizes below an empty corner": (
        "runs.txt",
        "        1 node   2 nodes  4 nodes\n256^3   100      52       28\n512^3   60       36"
        "       20\n",
        [THREE, SECOND],
    ),
    "counts below an empty corner, at their right ends": (
        "runs.txt",
        "            before   after\n 1 thread   100 s    60 s\n 2 threads   52 s    36 s\n"
        " 4 threads   28 s    20 s\n",
        [THREE, SECOND],
    ),
    "lists of samples in seconds": (
        "runs.json",
        '[{"nodes": 1, "samples_s": [99, 100, 101]}, {"nodes": 2, "samples_s": [52, 52.5, 51]},'
        ' {"nodes": 4, "samples_s": [28, 27.9, 28.1]}]',
        [THREE],
    ),
    "repeats of samples in a second": (
        "runs.csv",
        "nodes,rep 1 (samples/s),rep 2 (samples/s)\n1,25,25\n2,48,48.2\n4,89,89.6\n",
        [THREE],
    ),
    "jobs that run at a time": ("runs.csv", "n_jobs,time (s)\n1,100\n2,52\n4,28\n", [THREE]),
    "cores and accelerators by name": (
        "runs.csv",
        "device,count,time (s)\nXeon 6248 cores,40,184\nV100,1,100\nV100,2,52\nV100,4,28\n",
        [{40: BASE}, THREE],
    ),
    "phases set apart by blanks below counts": (
        "runs.log",
        "".join(
            f"### {n} ranks\nInit     0.50 s\nSolve   {time}.00 s\n"
            for n, time in ((1, 100), (2, 52), (4, 28))
        ),
        [THREE],
    ),
    "cores of a generation of chips": (
        "runs.md",
        "| TPU v3 cores | hours |\n|---|---|\n| 1 | 100 |\n| 2 | 52 |\n| 4 | 28 |\n",
        [THREE],
    ),
    "a row of types, as tibbles have it": (
        "runs.txt",
        "# A tibble: 3 × 2\n  nodes time_s\n  <int>  <dbl>\n1     1    100\n2     2     52\n"
        "3     4     28\n",
        [THREE],
    ),
    "a row of types and numbers of rows, as Julia's frames have them": (
        "runs.txt",
        "3×2 DataFrame\n Row │ threads  time_s\n     │ Int64    Float64\n─────┼──────────────────\n"
        "   1 │       1    100.0\n   2 │       2     52.0\n   3 │       4     28.0\n",
        [THREE],
    ),
    "a row of types within a border": (
        "runs.txt",
        "┌───────┬────────┐\n│ nodes │ time_s │\n│ int64 │ double │\n├───────┼────────┤\n"
        "│     1 │  100.0 │\n│     2 │   52.0 │\n│     4 │   28.0 │\n└───────┴────────┘\n",
        [THREE],
    ),
    "types across, which are what was run": (
        "runs.txt",
        "threads   int   double\n1   100 s   60 s\n2   52 s   36 s\n4   28 s   20 s\n",
        [THREE, SECOND],
    ),
    "levels of columns above the name of the index": (
        "runs.csv",
        "compiler,gcc,gcc,intel,intel\nmetric,time,memory,time,memory\nthreads,,,,\n"
        "1,100,3,60,3\n2,52,3,36,3\n4,28,3,20,3\n",
        [THREE, SECOND],
    ),
    "levels of columns of which one is the same for all": (
        "runs.csv",
        ",time,time\n,mean,std\nranks,,\n1,100,1\n2,52,2\n4,28,1\n",
        [THREE],
    ),
    "numbers that grow without a heading, of what nothing says": (
        "runs.csv",
        ",time_s\n64,100\n128,52\n256,28\n",
        [{None: None}, {None: None}, {None: None}],
    ),
    "lines below a title with a comma": (
        "runs.txt",
        "Scaling (ResNet-50, batch 4096):\n- 1 GPU: 2,500 img/s\n- 2 GPUs: 4,810 img/s\n"
        "- 4 GPUs: 8,930 img/s\n",
        [THREE],
    ),
    "rules around rows with strokes between": (
        "runs.txt",
        "====== Strong scaling ======\ncode: cg   grid: 512\n------------------\n"
        " GPUs |  time (s) \n------------------\n   1 | 100\n   2 | 52\n   4 | 28\n==========\n",
        [THREE],
    ),
    "pairs below a title of three words": (
        "runs.txt",
        "OpenMP matmul 2000x2000\nthreads=1: 100s speedup=1.0\nthreads=2: 52s speedup=1.92\n"
        "threads=4: 28s speedup=3.57\n",
        [THREE],
    ),
    "spreads within brackets before the unit": (
        "runs.md",
        "| nodes | time |\n|---|---|\n| 1 | (100.0 ± 0.3) s |\n| 2 | (52 ± 0.2) s |\n"
        "| 4 | (28.0 +/- 0.2) s |\n",
        [THREE],
    ),
    "letters of footnotes": (
        "runs.md",
        "| nodes | time (s) |\n|---|---|\n| 1 | 100^a |\n| 2 | 52.0^{b} |\n| 4 | 28 |\n",
        [THREE],
    ),
    "a count behind each name across": (
        "runs.md",
        "| | GCC, 1 core | GCC, 2 cores | GCC, 4 cores | ICC, 1 core | ICC, 2 cores | ICC, 4 cores "
        "|\n|---|---|---|---|---|---|---|\n| time (s) | 100 | 52 | 28 | 60 | 36 | 20 |\n",
        [THREE, SECOND],
    ),
    "processes along each side": (
        "runs.csv",
        "px x py x pz,time (s)\n1x1x1,100\n1x2x1,52\n2x2x1,28\n",
        [THREE],
    ),
    "a decomposition": ("runs.csv", "decomposition,time (s)\n1x1,100\n1x2,52\n2x2,28\n", [THREE]),
    "counts of which none is understood": (
        "runs.csv",
        "nodes,time (s)\n(1),100\n(2),52\n(4),28\n",
        [{None: None}] * 3,
    ),
    "names behind a date": (
        "runs.csv",
        "date,nodes,time v1 [s],time v2 [s]\n2024-03-11,1,100,60\n2024-03-11,2,52,36\n"
        "2024-03-11,4,28,20\n",
        [THREE, SECOND],
    ),
    "names that end in the same word": (
        "runs.md",
        "| nodes | time (Open MPI) [s] | time (Intel MPI) [s] |\n|---|---|---|\n| 1 | 100 | 60 |\n"
        "| 2 | 52 | 36 |\n| 4 | 28 | 20 |\n",
        [THREE, SECOND],
    ),
    "a name that seems a unit": (
        "runs.md",
        "Execution times in seconds:\n\n| nodes | JAX | TF |\n|---|---|---|\n| 1 | 100 | 60 |\n"
        "| 2 | 52 | 36 |\n| 4 | 28 | 20 |\n",
        [THREE, SECOND],
    ),
    "models of programs as names": (
        "runs.md",
        "Execution times in seconds:\n\n| nodes | MPI | OpenMP |\n|---|---|---|\n| 1 | 100 | 60 |\n"
        "| 2 | 52 | 36 |\n| 4 | 28 | 20 |\n",
        [THREE, SECOND],
    ),
    "a table of HTML below its caption": (
        "runs.html",
        "<html><body>\n<table>\n<caption>Table 2: times</caption>\n<tr><th>nodes</th>"
        "<th>time (s)</th></tr>\n<tr><td>1</td><td>100</td></tr>\n<tr><td>2</td><td>52</td></tr>\n"
        "<tr><td>4</td><td>28</td></tr>\n</table>\n</body></html>\n",
        [THREE],
    ),
    "samples and their mean below what was measured": (
        "runs.txt",
        "Strong scaling, time in seconds\n\nNodes   Sample 1   Sample 2   Mean\n-----   --------   "
        "--------   ----\n1       99         101        100\n2       51         53         52\n"
        "4       28         28         28\n",
        [THREE],
    ),
    "plurals in brackets, which are no seconds": (
        "runs.md",
        "GFLOP/s, strong scaling\n\n| solver | 1 node(s) | 2 node(s) | 4 node(s) |\n"
        "|---|---|---|---|\n| cg | 25 | 48.1 | 89.3 |\n",
        [THREE],
    ),
    "a cap that is set": (
        "runs.csv",
        "power_cap_W,nodes,time_s\n400,1,100\n400,2,52\n400,4,28\n300,1,60\n300,2,36\n300,4,20\n",
        [THREE, SECOND],
    ),
}


@pytest.mark.parametrize("way", WRITTEN)
def test_what_was_added_by_hand_is_read(tmp_path: Path, way: str) -> None:
    name, text, expected = WRITTEN[way]
    path = tmp_path / name
    path.write_text(text)
    assert series_in(path) == sorted(expected, key=str)
