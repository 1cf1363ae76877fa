"""The differential test, and the tests of the fuzzer."""
