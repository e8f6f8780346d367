"""fastsmote and imbalanced-learn side by side, by pytest-benchmark."""
