"""Each unchanged adapter's contract on its framework's releases of the last years: which of them does it run on?"""
