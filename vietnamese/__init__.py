"""Vietnamese text, without Django: repair, legacy encodings, folds, slugs, syllables, sorting, dates, numbers, phones.

Every function is pure: text in, text out, nothing stored and nothing read but the tables of `vietnamese/data/`.
"""
