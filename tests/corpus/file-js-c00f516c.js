,
      {
        "commit": {
          "author": {