"""``llama-batched-bench`` of llama.cpp: a row for each number of parallel sequences."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="llama-batched-bench",
    begins=(
        r"^main: n_kv_max = \d",
        r"^\| *PP +\| *TG +\| *B +\| *N_KV +\|",
    ),
    primary="throughput",
    facts={"benchmark": "batched-bench"},
    fields=(
        r"^main: [^\n]*\bn_batch = {n_batch}\b",
        r"^main: [^\n]*\bn_gpu_layers = {n_gpu_layers}\b",
        r"^main: [^\n]*\bn_threads = {threads}\b",
    ),
    rows=(
        r"^\| {n_prompt} \| {n_gen} \| {sequences} \| {_} \| {prompt_time:s}"
        r" \| {prompt_throughput:tok/s} \| {generation_time:s} \| {generation_throughput:tok/s}"
        r" \| {runtime:s} \| {throughput:tok/s} \|",
    ),
    assumes=("the value is the rate over prompts and generated tokens of all sequences",),
)
