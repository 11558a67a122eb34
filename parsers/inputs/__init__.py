"""PATH arguments -> inputs: files, folders and archives, found before anything is read."""
