"""Word documents (.docx) that become drafts: opened with care, read to blocks, taken apart, confirmed, saved."""
