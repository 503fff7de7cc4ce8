/** The server's refusal: a problem document (RFC 9457) that brings its sentence in both languages. */
export interface ProblemDocument {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly params?: Readonly<Record<string, string>>
  readonly titles?: Readonly<Record<'zh-CN' | 'en', string>>
}

/** The server answered, and the answer was no. */
export class ApiProblem extends Error {
  constructor(readonly document: ProblemDocument) {
    super(document.code)
    this.name = 'ApiProblem'
  }

  is(code: string): boolean {
    return this.document.code === code
  }
}

/** No answer came: whether the command took effect is not known, so it may only be repeated under the same key. */
export class Unreachable extends Error {
  constructor(reason: unknown) {
    super(String(reason))
    this.name = 'Unreachable'
  }
}

/** An answer that is no problem document (a proxy's error page, say) is given the shape of one. */
export function problemFrom(body: unknown, response: Response): ApiProblem {
  if (typeof body === 'object' && body !== null && 'code' in body)
    return new ApiProblem(body as ProblemDocument)
  return new ApiProblem({ type: 'about:blank', title: '', status: response.status, code: 'unknown' })
}
