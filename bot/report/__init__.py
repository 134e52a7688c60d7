"""What a chat would have come to, had Schoolgate been there: judged, followed up the ladder, counted and told."""
