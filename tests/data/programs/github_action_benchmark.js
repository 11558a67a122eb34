window.BENCHMARK_DATA = {
  "lastUpdate": 1714640400000,
  "repoUrl": "https://example.org/solver",
  "entries": {
    "Rust": [
      {
        "commit": {
          "author": {
            "username": "dev"
          },
          "id": "7c1f20c5d2a94b7dbfb7f4a3b1d7e5a9c0d4e1f2",
          "message": "Change; see #12",
          "timestamp": "2024-05-01T08:00:00+02:00",
          "url": "https://example.org/commit/7c1f20c5d2a94b7dbfb7f4a3b1d7e5a9c0d4e1f2"
        },
        "date": 1714550400000,
        "tool": "cargo",
        "benches": [
          {
            "name": "fft_1024",
            "value": 255,
            "range": "± 32",
            "unit": "ns/iter"
          }
        ]
      },
      {
        "commit": {
          "author": {
            "username": "dev"
          },
          "id": "e09ab14c7754bb3f9b0f5fb2a1c9d8e7f6a5b4c3",
          "message": "Change; see #12",
          "timestamp": "2024-05-02T08:00:00+02:00",
          "url": "https://example.org/commit/e09ab14c7754bb3f9b0f5fb2a1c9d8e7f6a5b4c3"
        },
        "date": 1714636800000,
        "tool": "cargo",
        "benches": [
          {
            "name": "fft_1024",
            "value": 248,
            "range": "± 1,030",
            "unit": "ns/iter"
          }
        ]
      }
    ],
    "pytest": [
      {
        "commit": {
          "author": {
            "username": "dev"
          },
          "id": "7c1f20c5d2a94b7dbfb7f4a3b1d7e5a9c0d4e1f2",
          "message": "Change; see #12",
          "timestamp": "2024-05-01T08:00:00+02:00",
          "url": "https://example.org/commit/7c1f20c5d2a94b7dbfb7f4a3b1d7e5a9c0d4e1f2"
        },
        "date": 1714550400000,
        "tool": "pytest",
        "benches": [
          {
            "name": "bench.py::test_solve",
            "value": 363.5,
            "unit": "iter/sec",
            "range": "stddev: 0.00006",
            "extra": "mean: 2.75 msec\nrounds: 365"
          }
        ]
      }
    ],
    "C++": [
      {
        "commit": {
          "author": {
            "username": "dev"
          },
          "id": "7c1f20c5d2a94b7dbfb7f4a3b1d7e5a9c0d4e1f2",
          "message": "Change; see #12",
          "timestamp": "2024-05-01T08:00:00+02:00",
          "url": "https://example.org/commit/7c1f20c5d2a94b7dbfb7f4a3b1d7e5a9c0d4e1f2"
        },
        "date": 1714550400000,
        "tool": "googlecpp",
        "benches": [
          {
            "name": "axpy",
            "value": 198.25,
            "unit": "ns/iter",
            "extra": "iterations: 3416913\ncpu: 198.0 ns\nthreads: 4"
          }
        ]
      }
    ],
    "nightly": [
      {
        "commit": {
          "author": {
            "username": "dev"
          },
          "id": "7c1f20c5d2a94b7dbfb7f4a3b1d7e5a9c0d4e1f2",
          "message": "Change; see #12",
          "timestamp": "2024-05-01T08:00:00+02:00",
          "url": "https://example.org/commit/7c1f20c5d2a94b7dbfb7f4a3b1d7e5a9c0d4e1f2"
        },
        "date": 1714550400000,
        "tool": "customSmallerIsBetter",
        "benches": [
          {
            "name": "build",
            "value": "41.5",
            "unit": "seconds"
          },
          {
            "name": "build, resident",
            "value": "626",
            "unit": "MB"
          }
        ]
      },
      {
        "commit": {
          "author": {
            "username": "dev"
          },
          "id": "e09ab14c7754bb3f9b0f5fb2a1c9d8e7f6a5b4c3",
          "message": "Change; see #12",
          "timestamp": "2024-05-02T08:00:00+02:00",
          "url": "https://example.org/commit/e09ab14c7754bb3f9b0f5fb2a1c9d8e7f6a5b4c3"
        },
        "date": 1714636800000,
        "tool": "customBiggerIsBetter",
        "benches": [
          {
            "name": "filled",
            "value": 97.5,
            "unit": "Percent"
          }
        ]
      }
    ],
    "forks": [
      {
        "commit": {
          "author": {
            "username": "dev"
          },
          "id": "e09ab14c7754bb3f9b0f5fb2a1c9d8e7f6a5b4c3",
          "message": "Change; see #12",
          "timestamp": "2024-05-02T08:00:00+02:00",
          "url": "https://example.org/commit/e09ab14c7754bb3f9b0f5fb2a1c9d8e7f6a5b4c3"
        },
        "date": 1714636800000,
        "bigger_is_better": false,
        "benches": [
          {
            "name": "axpy",
            "value": 135,
            "unit": "ns/iter",
            "platform": "ubuntu-24.04"
          }
        ]
      }
    ]
  }
}
