// Where a folder's tsconfig sends package imports that its import rule forbids: nothing is exported here, so the import does not compile.
export {}
