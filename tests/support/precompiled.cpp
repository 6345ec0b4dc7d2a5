// The target that makes the precompiled header of all tests; a program, because they are programs.
int main() {}
