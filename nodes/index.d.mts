export declare const supportedMajors: readonly number[]
export declare const hostMajor: number
export declare function nodeBinary(major: number): string | undefined
