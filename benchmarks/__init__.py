"""Speed and memory, tracked by asv over commits; beside imbalanced-learn in `vs_imblearn`."""
