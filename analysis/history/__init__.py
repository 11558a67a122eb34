"""The same benchmark night after night: change points, drifts, outliers, and the newest nights."""
