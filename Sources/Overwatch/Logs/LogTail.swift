/// Finds the last lines of a log from its end, so that a few lines of a long log cost little.
enum LogTail {
    private static let blockSize = 1 << 16

    /// Moves the files' offsets to where the last `count` whole lines begin.
    ///
    /// - Returns: the index of the file to begin with.
    static func begin(in files: [LogFile], count: Int) throws -> Int {
        var left = count
        for (place, file) in files.enumerated().reversed() {
            if let offset = try begin(in: file, left: &left) {
                file.offset = offset
                return place
            }
        }
        return 0
    }

    /// Where the last `left` whole lines begin; nil if the file has no more of them than that, and `left` is then
    /// what the files before it must give.
    private static func begin(in file: LogFile, left: inout Int) throws -> Int? {
        var end = file.size
        // The bytes from `end` up to the first line's end that was seen.
        var rest: [UInt8] = []
        while end > 0 {
            let start = max(0, end - blockSize)
            let bytes = try file.bytes(at: start, count: end - start) + rest
            var lineEnd: Int?
            var index = bytes.count - 1
            while index >= -1 {
                // A line begins after each line feed, and at the file's start.
                if index == -1 ? start == 0 : bytes[index] == 10 {
                    if let lineEnd, LogParser.endsLine(bytes[(index + 1)..<lineEnd]) {
                        if left == 0 { return start + lineEnd + 1 }
                        left -= 1
                    }
                    lineEnd = index
                }
                index -= 1
            }
            rest = Array(bytes[..<min((lineEnd ?? bytes.count - 1) + 1, bytes.count)])
            end = start
        }
        return nil
    }
}
