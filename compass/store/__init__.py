"""What the web application keeps: people, assessments, every revision of their answers."""
