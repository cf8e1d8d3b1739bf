"""User studies: which of two strategies do people prefer for their pictures, and do they agree?

A study is one SQLite file (`study_file`) that holds all of it: design, pictures, lists and answers.
The statistics (`agreement`, `sign_flip`, `analysis`) are pure.
"""
