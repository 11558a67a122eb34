"""Keys and passwords that outputs hold reach no record, and no note."""

from __future__ import annotations

import io
import json

import pytest

from parsers import load
from parsers.grammar.secrets import names_secret, without_values

KEY = "s3cr3tVALUE9"
LOG = "".join(f"step {step} loss 2.{step} throughput: 31{step} samples/s\n" for step in range(9))
OSU = "# OSU MPI Bandwidth Test v7.4\n# Size      Bandwidth (MB/s)\n1  2.32\n4194304   27161.33\n"
COMMAND = f"HF_TOKEN={KEY} ./app --api-key {KEY} --db-password={KEY}"
OUTPUTS = {
    "environment": f"WANDB_API_KEY={KEY}\nHF_TOKEN={KEY}\n{OSU}",
    "traced command": f"+ HF_TOKEN={KEY} srun -n 4 python t.py --api-key {KEY} --batch 8\n{LOG}",
    "namespace": f"Namespace(lr=0.1, api_key='{KEY}', password='{KEY}', batch_size=3)\n{LOG}",
    "table": "nodes,seconds,api_key,cmd\n"
    + "".join(f"{nodes},{9.5 / nodes},{KEY},{COMMAND}\n" for nodes in (1, 2)),
    "objects": json.dumps(
        [
            {"nodes": nodes, "seconds": 9.5 / nodes, "aws": {"AWS_SECRET_ACCESS_KEY": KEY}}
            for nodes in (1, 2)
        ]
    ),
    "GNU time": f'\tCommand being timed: "{COMMAND}"\n\tUser time (seconds): 1.5\n'
    "\tElapsed (wall clock) time (h:mm:ss or m:ss): 0:01.50\n",
    "hyperfine": json.dumps(
        {
            "results": [
                {"command": COMMAND, "mean": 1.5, "user": 1.25, "system": 0.25, "times": [1.5]}
            ]
        }
    ),
    "perf stat": f"\n Performance counter stats for 'env {COMMAND}':\n\n"
    "  1,000  cycles\n\n  1.5 seconds time elapsed\n",
    "IPM": f"##IPMv2.0.6###\n#\n# command   : {COMMAND}\n# stop  : x   wallclock : 36.58\n",
}


@pytest.mark.parametrize("name", OUTPUTS)
def test_no_key_is_in_the_records(name: str) -> None:
    found = load(["-"], io.BytesIO(OUTPUTS[name].encode()))
    assert found.records["value"].count() > 0
    assert KEY not in str(found.records.to_dicts())
    assert KEY not in str(found.notes)


def test_the_rest_of_a_command_stays() -> None:
    text = "HF_TOKEN=abcdefgh ./app --api-key abcdefgh -n 4 --max-token 40960000"
    assert without_values(text) == "HF_TOKEN=... ./app --api-key ... -n 4 --max-token 40960000"
    for plain in ("a token something_long", "tokens=12345678", "user=somebody_else"):
        assert without_values(plain) == plain


def test_what_names_a_key() -> None:
    secret = ("AWS_SECRET_ACCESS_KEY", "apiKey", "hf_token", "passwd", "credentials")
    assert [name for name in secret if not names_secret(name)] == []
    assert [name for name in ("key", "user", "tokens", "monkey") if names_secret(name)] == []


def test_a_column_of_users_and_one_of_numbers_are_kept() -> None:
    table = b"nodes,seconds,user,token\n1,10.5,ann,512\n2,6.5,ann,512\n"
    row = load(["-"], io.BytesIO(table)).records.row(0, named=True)
    assert (row["user"], row["token"]) == ("ann", 512)
