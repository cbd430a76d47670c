/** A chart: its file as text, the words for those who do not see it, its width in points. */
export interface Drawing {
  readonly svg: string;
  readonly alt: string;
  readonly width: number;
}
