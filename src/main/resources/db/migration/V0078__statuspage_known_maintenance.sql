-- Maintenance that comes to concern more is told to whoever does not know of it: those who came after it was told last know nothing.

alter table statuspage_announcement
  -- Whoever had confirmed by then is told only for one of the second components; null where nobody is told for others.
  add column known_by timestamptz;
