"""Small tables as people write them: text -> count -> efficiency in percent, series by series."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.runs import Choice, runs
from parsers import load
from tests.reading.small_studies import BASE, SECOND, THREE, Series, series_in

WRITTEN: dict[str, tuple[str, str, list[Series]]] = {
    "merged cells of a spreadsheet": (
        "codes.csv",
        "Machine,Solver,ranks,time (s)\nA,CG,1,100\n,,2,52\n,,4,28\n,GMRES,1,60\n,,2,36\n,,4,20\n"
        "B,CG,1,100\n,,2,52\n,,4,28\n",
        [THREE, SECOND, THREE],
    ),
    "units in a row of text, dashes where there is none": (
        "run.txt",
        "ranks   runtime  speedup\n-       s        -\nSerial  100.0    -\n"
        "2       52.0     1.92\n4       28.0     3.57\n",
        [THREE],
    ),
    "units in a row, above numbers with commas": (
        "lauf.csv",
        'Kerne,Zeit\n-,[s]\n1,"1.000,0"\n2,"520,0"\n4,"280,0"\n',
        [THREE],
    ),
    "counts as settings, which name no host": (
        "run.csv",
        "nodes,gpus_per_node,time_s\nnodes=1,1,100\nnodes=2,1,52\nnodes=4,1,28\n",
        [THREE],
    ),
    "phases divided by their units": (
        "run.csv",
        "cores,setup / ms,solve / s\n1,800,100\n2,790,52\n4,810,28\n",
        [THREE],
    ),
    "a remark below the rows": (
        "run.csv",
        "Config,tokens/s\nDP1 TP2,5200\nDP2 TP2,10150\nDP4 TP2,19700\n\nmeasured at night\n",
        [{2: BASE, 4: 97.6, 8: 94.7}],
    ),
    "ids with a remark below, which count nothing": (
        "run.csv",
        "node,hpl_gflops\n1,3100\n2,3050\n3,3120\n4,2800\nsee notes.txt\n",
        [{None: None}] * 4,
    ),
    "a bold row of a kind of nodes": (
        "run.md",
        "| Hardware | Time per step (s) |\n|---|---|\n| **1 CPU node** | **100** |\n"
        "| 2 CPU nodes | 52 |\n| 4 CPU nodes | 28 |\n| 1 GPU node | 60 |\n| 2 GPU nodes | 36 |\n"
        "| 4 GPU nodes | 20 |\n",
        [THREE, SECOND],
    ),
    "rows numbered beside codes across": (
        "run.csv",
        "id,# processes,CP2K [s],QE [s]\n1,1,100,60\n2,2,52,36\n3,4,28,20\n",
        [THREE, SECOND],
    ),
    "rows of a frame numbered beside sizes across": (
        "run.csv",
        "Unnamed: 0,threads,n=1000,n=2000\n0,1,100,60\n1,2,52,36\n2,4,28,20\n",
        [THREE, SECOND],
    ),
    "rows of a frame numbered beside an efficiency": (
        "run.csv",
        "Unnamed: 0,Nodes,Parallel efficiency (%)\n0,1,100\n1,2,96.2\n2,4,89.3\n",
        [THREE],
    ),
    "counts behind the sizes across": (
        "run.csv",
        "n=1000,n=2000,n_threads\n100,60,1\n52,36,2\n28,20,4\n",
        [THREE, SECOND],
    ),
    "units in a row below a heading with a number sign": (
        "run.csv",
        "#procs,T_solve,T_io\n,s,s\n1,100,4.0\n2,52,4.6\n4,28,6.0\n",
        [THREE],
    ),
    "units in a row above a run that failed": (
        "run.csv",
        "GPUs,Time\n,ms\n1,OOM\n2,100\n4,52\n",
        [{1: None, 2: BASE, 4: 96.2}],
    ),
    "capitals with accents": (
        "run.csv",
        "CŒURS,TEMPS (s),EFFICACITÉ\n1,100,100 %\n2,52,96.2 %\n4,28,89.3 %\n",
        [THREE],
    ),
    "what PBS was asked for, in capitals": (
        "run.csv",
        "Select,Ncpus,Walltime\n1,36,00:01:40\n2,36,00:00:52\n4,36,00:00:28\n",
        [{36: BASE, 72: 96.2, 144: 89.3}],
    ),
    "counts as conditions above aligned text": (
        "run.txt",
        "Method      Nodes = 1  Nodes = 2  Nodes = 4\nblocking    100 s      52 s       28 s\n"
        "persistent  60 s       36 s       20 s\n",
        [THREE, SECOND],
    ),
    "a pair of counts in a heading with underscores": (
        "run.csv",
        "nodes,ranks_x_threads,wall (s)\n1,16x8,100\n2,32x8,52\n4,64x8,28\n",
        [{128: BASE, 256: 96.2, 512: 89.3}],
    ),
    "units spelled out behind names": (
        "run.csv",
        "ranks,CP2K in s,QE in s\n1,100,60\n2,52,36\n4,28,20\n",
        [THREE, SECOND],
    ),
    "a field that is blank where nothing is set": (
        "flags.csv",
        "flags,ranks,time_s\nfast,1,100\nfast,2,52\nfast,4,28\n,1,60\n,2,36\n,4,20\n",
        [THREE, SECOND],
    ),
    "processors that were busy, beside a format": (
        "run.md",
        "| Measurement | 1 Nodes | 2 Nodes | 4 Nodes |\n|---|---|---|---|\n"
        "| Throughput | 50 img/s | 96.2 img/s | 178.6 img/s |\n"
        "| CPU Usage - Format | 60 %/Worker | 35 %/Worker | 35 %/Worker |\n"
        "| CPU Usage - Resolution | 22 %/Worker | 10 %/Worker | 12 %/Worker |\n",
        [THREE],
    ),
    "headings over two rows of a spreadsheet": (
        "cards.csv",
        ",V100,,A100,\nGPUs,img/s,power (W),img/s,power (W)\n1,50,290,100,380\n"
        "2,96.2,580,166.6,770\n4,178.6,1150,300,1530\n",
        [THREE, SECOND],
    ),
    "a rate at so many clients, before a latency": (
        "load.md",
        "| Workers | Throughput at 100 clients | Mean latency |\n|---|---|---|\n"
        "| 1 | 50 req/s | 40 ms |\n| 2 | 96.2 req/s | 22 ms |\n",
        [{1: BASE, 2: 96.2}],
    ),
    "targets beside the results": (
        "run.md",
        "| GPUs | time | Target | Status |\n|---|---|---|---|\n| 1 | 100 s | 100% | ok |\n"
        "| 2 | 52 s | >90% | ok |\n| 4 | 28 s | >85% | ok |\n",
        [THREE],
    ),
    "a grid of processes as a tuple, with what a harness counts": (
        "weak scaling.md",
        "|            size |    ranks |    median | allocs | samples |\n|---|---|---|---|---|\n"
        "| (512, 512) | (1, 1) | 100 s | 2804 | 1 |\n| (512, 1024) | (1, 2) | 104 s | 3146 | 2 |\n"
        "| (512, 2048) | (2, 2) | 112 s | 3146 | 4 |\n",
        [{1: BASE, 2: 96.2, 4: 89.3}],
    ),
    "virtual processors of a cloud": (
        "cloud.csv",
        "instances,vCPU,runtime_h\n1,96,100\n2,192,52\n4,384,28\n",
        [{96: BASE, 192: 96.2, 384: 89.3}],
    ),
    "letters of srun": (
        "runs.csv",
        "N,n,c,walltime\n1,32,4,640\n2,64,4,331\n4,128,4,176\n",
        [{128: BASE, 256: 96.7, 512: 90.9}],
    ),
    "letters of a textbook": (
        "lu.csv",
        "N,p,T\n1000,1,2.0\n1000,2,1.1\n2000,1,16.0\n2000,2,8.3\n",
        [{1: BASE, 2: 90.9}, {1: BASE, 2: 96.4}],
    ),
    "symbols with an index": (
        "lu.txt",
        " p     T_p      S_p     E_p\n 1    64.0     1.00    1.00\n 2    33.1     1.93    0.97\n"
        " 4    17.4     3.68    0.92\n",
        [{1: BASE, 2: 96.7, 4: 92.0}],
    ),
    "p = above columns": (
        "lu.md",
        "Run time in seconds\n\n| n | p=1 | p=2 | p=4 |\n|---|---|---|---|\n"
        "| 1000 | 100 | 52 | 28 |\n",
        [THREE],
    ),
    "the statistics of one time": (
        "fft.dat",
        "# ranks tmin tavg tmax stddev\n1 99 100 105 2.1\n2 51 52 53 1.4\n4 27 28 29 1.1\n",
        [THREE],
    ),
    "statistics of nothing named": (
        "fft.csv",
        "ranks,min,max,stddev\n1,100,105,2.1\n2,52,53,1.4\n4,28,29,1.1\n",
        [THREE],
    ),
    "the phases of a run": (
        "run.csv",
        "nodes,init,solve,io,total\n1,10,100,20,130\n2,11,52,21,84\n4,11,28,22,61\n",
        [THREE],
    ),
    "a figure of merit": ("run.csv", "nodes,FOM\n1,820\n2,1601\n", [{1: BASE, 2: 97.6}]),
    "what it took to get there": (
        "train.csv",
        "gpus,sec/epoch,epochs to target\n1,100,14\n2,52,14\n4,28,15\n",
        [THREE],
    ),
    "groups of parallelism": (
        "train.csv",
        "model,TP,PP,DP,samples/s\nllama,4,2,1,21\nllama,4,2,2,41.1\nllama,4,2,4,79.5\n",
        [{8: BASE, 16: 97.9, 32: 94.6}],
    ),
    "data parallelism alone": (
        "train.csv",
        "dp_size,tokens_per_sec\n1,9000\n2,17800\n",
        [{1: BASE, 2: 98.9}],
    ),
    "counts and times for gnuplot": ("omp_times.dat", "1 100\n2 52\n4 28\n", [THREE]),
    "the same, the largest first": ("speed-up.csv", "# threads\n4,28\n2,52\n1,100\n", [THREE]),
    "counts that a file's name tells": (
        "strong_scaling.dat",
        "1 100\n2 52\n3 37\n4 28\n",
        [{1: BASE, 2: 96.2, 3: 90.1, 4: 89.3}],
    ),
    "blocks without headings": (
        "threads.dat",
        "# N = 2048\n1 100\n2 52\n4 28\n\n\n# N = 4096\n1 80\n2 43\n4 25\n",
        [THREE, {1: BASE, 2: 93.0, 4: 80.0}],
    ),
    "years side by side": (
        "years.csv",
        "cores,2024,2025\n1,100,90\n2,52,47\n",
        [{1: BASE, 2: 96.2}, {1: BASE, 2: 95.7}],
    ),
    "letters behind counts": (
        "runs.csv",
        "run,time (s)\nlmp_1n_32c,100\nlmp_2n_64c,52\nlmp_4n_128c,28\n",
        [{32: BASE, 64: 96.2, 128: 89.3}],
    ),
    "thousands and millions per second": (
        "runs.md",
        "| GPUs | throughput |\n|--|--|\n| 1 | 900K/sec |\n| 2 | 1.7M/sec |\n",
        [{1: BASE, 2: 94.4}],
    ),
    "millions of particles": (
        "weak.md",
        "| nodes | particles | s/step |\n|--|--|--|\n| 1 | 2M | 1.10 |\n| 8 | 16M | 1.15 |\n",
        [{1: BASE, 8: 95.7}],
    ),
    "JSON named by counts": (
        "runs.json",
        '{"1": {"time_s": 100}, "2": {"time_s": 52}, "4": {"time_s": 28}}',
        [THREE],
    ),
    "JSON of times by counts": ("runs.json", '{"1": 100, "2": 52, "4": 28}', [THREE]),
    "JSON of codes by counts": (
        "runs.json",
        '{"lammps": {"1": 100, "2": 52, "4": 28}, "hpcg": {"1": 80, "2": 43, "4": 25}}',
        [THREE, {1: BASE, 2: 93.0, 4: 80.0}],
    ),
    "a time beside a figure of merit": (
        "run.csv",
        "np,FOM,time\n1,5,100\n2,22,52\n",
        [{1: BASE, 2: 96.2}],
    ),
    "sides beside the cells": (
        "weak_scaling.csv",
        "threads,npoints,ngrid_x,ngrid_y,updates/s\n1,400,10,10,8.1\n2,800,20,10,15.8\n",
        [{1: BASE, 2: 97.5}],
    ),
    "sizes of all and of each": (
        "runs.csv",
        "mode,p,N_total,n_local,time_sec\nstrong,1,100,100,71\nweak,1,100,100,71\n"
        "strong,2,100,50,36\nweak,2,200,100,72\n",
        [{1: BASE, 2: 98.6}, {1: BASE, 2: 98.6}],
    ),
    "flat times beside stated speedups": (
        "omp.csv",
        "threads,time (s),speedup,efficiency\n"
        "1,0.294,1.00,1.00\n2,0.301,0.98,0.49\n4,0.299,0.98,0.25\n",
        [{1: BASE, 2: 48.8, 4: 24.6}],
    ),
    "flat times beside scaled speedups": (
        "omp.csv",
        "threads,time (s),speedup\n1,0.294,1.00\n2,0.301,1.95\n4,0.299,3.93\n",
        [{1: BASE, 2: 97.7, 4: 98.3}],
    ),
    "flat times beside efficiencies of weak scaling": (
        "omp.csv",
        "threads,time (s),efficiency\n1,100,100%\n2,104,96%\n4,107,93%\n",
        [{1: BASE, 2: 96.2, 4: 93.5}],
    ),
    "a title above headings in a comment": (
        "runs.csv",
        "lammps\n# procs,time (s)\n1,100\n2,52\n4,28\n\nhpcg\n# procs,time (s)\n1,80\n2,43\n4,25\n",
        [THREE, {1: BASE, 2: 93.0, 4: 80.0}],
    ),
    "codes below the name of a quantity": (
        "runs.tsv",
        "# runtime\nNodes\tlammps\thpcg\n1\t100\t80\n2\t52\t43\n4\t28\t25\n",
        [THREE, {1: BASE, 2: 93.0, 4: 80.0}],
    ),
    "decimal commas below a comment": (
        "runs.csv",
        "# ranks;time [s]\n1;100,0\n2;52,0\n4;28,0\n",
        [THREE],
    ),
    "repeats without a name that scale weakly": (
        "weak.csv",
        "GPUs,Run 1,Run 2,Run 3\n1,100,101,99\n2,104,103,105\n4,110,111,109\n",
        [{1: BASE, 2: 96.2, 4: 90.9}],
    ),
    "repeats for gnuplot": (
        "data.dat",
        "# OMP_NUM_THREADS run_1 run_2 run_3\n1 100 101 99\n2 52 53 51\n4 28 28 28\n",
        [THREE],
    ),
    "np1 above columns": ("lu.csv", "size,np1 (s),np2 (s),np4 (s)\n1000,100,52,28\n", [THREE]),
    "seconds per pass in cells": (
        "train.md",
        "| GPUs | Step Time |\n|---|---|\n| 1 | 10.0s/it |\n| 2 | 5.2s/it |\n| 4 | 2.8s/it |\n",
        [THREE],
    ),
    "time per piece of work": (
        "llm.csv",
        "gpus,latency\n1,100 ms/token\n2,52 ms/token\n",
        [{1: BASE, 2: 96.2}],
    ),
    "a rate under a time": (
        "train.md",
        "| GPUs | Iteration time |\n|---|---|\n| 1 | 2.0 it/s |\n| 2 | 3.8 it/s |\n",
        [{1: BASE, 2: 95.0}],
    ),
    "a progress bar's rates and times": (
        "train.md",
        "| GPUs | Speed |\n|---|---|\n| 1 | 2.0 s/it |\n| 2 | 1.04 s/it |\n| 4 | 1.786 it/s |\n",
        [THREE],
    ),
    "a share in brackets": (
        "train.md",
        "| GPUs | img/s (per GPU) |\n|---|---|\n| 1 | 100 (100) |\n| 2 | 192 (96) |\n",
        [{1: BASE, 2: 96.0}],
    ),
    "a speedup in brackets": (
        "train.md",
        "| GPUs | Time in s (speedup) |\n|---|---|\n| 1 | 100 (1x) |\n| 2 | 52 (1.92x) |\n",
        [{1: BASE, 2: 96.2}],
    ),
    "codes in seconds": (
        "cg.csv",
        "ranks,petsc_s,lammps_s\n1,100,10\n2,52,6.25\n4,28,5\n",
        [THREE, {1: BASE, 2: 80.0, 4: 50.0}],
    ),
    "statistics in seconds": (
        "cg.csv",
        "ranks,min_s,avg_s,max_s\n1,90,100,130\n2,45,52,60\n4,22,28,35\n",
        [THREE],
    ),
    "flop/s of orders that fill the memory": (
        "top.csv",
        "nodes,N,gflops\n1,90000,1000\n2,127279,1950\n4,180000,3800\n",
        [{1: BASE, 2: 97.5, 4: 95.0}],
    ),
    "flop/s of sizes that do not": (
        "top.csv",
        "nodes,N,gflops\n1,90000,1000\n2,95000,1950\n4,300000,3800\n",
        [{1: None, 2: None, 4: None}],
    ),
    "a mark before each name": (
        "strong.dat",
        "#nodes  #nproc  #elem_per_slice #total time  -> per_elem = total_time / elem_per_slice\n"
        "\n# 48 cores-per-node\n1 48 4000 100\n2 96 2000 52\n4\t192\t1000\t\t28\n\n"
        "# from elsewhere\n#24 1.6 474.3 ## output.txt\n",
        [{48: BASE, 96: 96.2, 192: 89.3}],
    ),
    "a mark before each name and tabs": (
        "strong.dat",
        "#nodes \t#nproc  #total time\n1\t48\t\t100\n2\t96\t\t52\n4\t192\t\t28\n",
        [{48: BASE, 96: 96.2, 192: 89.3}],
    ),
    "work that a part has, in other than equal shares": (
        "weak.csv",
        "ranks,elem_per_slice,time\n1,47040,176\n4,42552,153\n16,37825,135\n",
        [{1: BASE}, {4: BASE}, {16: BASE}],
    ),
    "a figure of merit in a unit of work per time": (
        "lbm.md",
        "| threads | Time | FOM |\n|---|---|---|\n| 1 | `20 s` | `100 MLUPS` |\n"
        "| 2 | `21 s` | `95 MLUPS` |\n",
        [{1: BASE, 2: 47.5}],
    ),
    "cell updates": ("sw.csv", "cores,GCUPS\n1,10\n2,19\n", [{1: BASE, 2: 95.0}]),
    "repeats of which some failed": (
        "omp.csv",
        "threads,run1 (s),run2 (s)\n1,100,OOM\n2,52,52\n4,TIMEOUT,TIMEOUT\n",
        [{1: BASE, 2: 96.2, 4: None}],
    ),
    "a serial program in place of one thread": (
        "omp.csv",
        "threads,time (s)\nserial,100\n2,52\n4,28\n",
        [THREE],
    ),
    "a serial program beside one thread": (
        "omp.csv",
        "threads,time (s)\nserial,90\n1,100\n2,52\n4,28\n",
        [THREE, {None: None}],
    ),
    "real time alone": ("omp.csv", "threads,real\n1,100\n2,52\n4,28\n", [THREE]),
    "a rate glued to its time": (
        "stream.csv",
        "threads,bandwidth_gbs,S(p),E(p) [%]\n1,10,1,100\n2,19,1.9,95\n",
        [{1: BASE, 2: 95.0}],
    ),
    "a table on its side": ("lu.csv", "p,1,2,4\ntime (s),100,52,28\n", [THREE]),
}


@pytest.mark.parametrize("way", WRITTEN)
def test_efficiencies_are_those_that_an_expert_computes(tmp_path: Path, way: str) -> None:
    name, text, expected = WRITTEN[way]
    path = tmp_path / name
    path.write_text(text)
    assert series_in(path) == sorted(expected, key=str)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("batches.json", '{"1": {"img_s": 100}, "2": {"img_s": 190}, "4": {"img_s": 350}}'),
        ("ranks.csv", "MPI rank,img/s\n1,566\n2,544\n3,574\n4,578\n"),
        ("sizes.dat", "1 100\n2 52\n4 28\n"),
        ("points.dat", "0.1 100\n0.2 52\n0.4 28\n"),
        ("convergence.dat", "1 100\n2 52\n3 37\n4 28\n"),
        ("latency.dat", "1 1.1\n2 1.2\n4 1.2\n8 1.4\n"),
        ("times.csv", "time (s)\n425\n525\n723\n1223\n5779\n"),
    ],
)
def test_numbers_that_may_be_anything_have_no_efficiency(
    tmp_path: Path, name: str, text: str
) -> None:
    path = tmp_path / name
    path.write_text(text)
    assert not runs(load([str(path)]).records, Choice()).table["efficiency"].count()
