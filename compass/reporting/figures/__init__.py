"""Figures as shapes, texts and tables; the templates draw them as SVG."""
