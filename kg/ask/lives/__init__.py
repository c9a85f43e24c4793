"""The lives of policies as they are shown: timelines, bars, and the reasons."""
